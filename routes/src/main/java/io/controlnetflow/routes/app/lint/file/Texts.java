package io.controlnetflow.routes.app.lint.file;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The texts of a folder's files as they are now, or as they would be. Immutable.
 *
 * @param folder that relative names start from, and where {@code application.properties} is
 * @param files text by absolute path
 */
public record Texts(Path folder, Map<Path, String> files) {
    private static final String PROPERTIES = "application.properties";
    private static final String KAMELET = ".kamelet.yaml";
    private static final String PIPELINE = ".dag.yaml";
    private static final String KAMELETS = "kamelets";

    public Texts {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /**
     * Reads the files, and what they are run with: properties and Kamelets.
     *
     * @param unreadable takes what is wrong with those that cannot be read
     */
    public static Texts read(Path folder, Collection<Path> routes, Collection<Finding> unreadable) {
        Map<Path, String> texts = new TreeMap<>();
        for (Path file : files(folder, routes)) {
            try {
                texts.put(file, Files.readString(file));
            } catch (MalformedInputException e) {
                unreadable.add(Finding.of(file, "is no text in UTF-8; save it as UTF-8"));
            } catch (IOException e) {
                unreadable.add(Finding.of(file, "cannot be read: " + e.getMessage()));
            }
        }
        return new Texts(folder, texts);
    }

    /** The files, and what they are run with. */
    public static List<Path> files(Path folder, Collection<Path> routes) {
        List<Path> found = new ArrayList<>(routes);
        Path properties = folder.resolve(PROPERTIES);
        if (Files.isRegularFile(properties)) {
            found.add(properties);
        }
        found.addAll(those(folder, KAMELET));
        found.addAll(those(folder.resolve(KAMELETS), KAMELET));
        return found;
    }

    /** Files of a folder by the end of their name; none of a folder that is not there. */
    private static List<Path> those(Path folder, String end) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    public Path properties() {
        return folder.resolve(PROPERTIES);
    }

    /** Pipelines and Camel route files. */
    public Map<Path, String> routes() {
        return those(file -> !file.equals(properties()) && !file.toString().endsWith(KAMELET));
    }

    public Map<Path, String> kamelets() {
        return those(file -> file.toString().endsWith(KAMELET));
    }

    private Map<Path, String> those(Predicate<Path> which) {
        Map<Path, String> some = new TreeMap<>(files);
        some.keySet().removeIf(which.negate());
        return some;
    }

    /** Names, without their ending, of pipelines that lie beside these and are not among them. */
    public List<String> beside() {
        return those(folder, PIPELINE).stream()
                .filter(f -> !files.containsKey(f))
                .map(f -> f.getFileName().toString())
                .map(name -> name.substring(0, name.length() - PIPELINE.length()))
                .toList();
    }

    /** The same with one text in the place of another. */
    public Texts with(Path file, String text) {
        Map<Path, String> all = new TreeMap<>(files);
        all.put(file, text);
        return new Texts(folder, all);
    }
}
