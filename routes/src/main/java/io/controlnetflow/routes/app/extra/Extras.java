package io.controlnetflow.routes.app.extra;

import io.controlnetflow.routes.app.console.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The added libraries of a program.
 *
 * @param folder where they are; made when it is needed
 * @param libraries where the program's own are
 */
public record Extras(Path folder, Path libraries) {
    private static final String JAR = ".jar";

    /** @throws Refusal when this process was not started from a jar */
    public static Extras ofProgram() {
        Path jar = Path.of(URI.create(
                Extras.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        Path home = jar.getParent();
        if (!jar.toString().endsWith(JAR) || home == null) {
            throw new Refusal(jar + ": is no packed program, so nothing can be added to it; start it by ./flow");
        }
        return new Extras(home.resolve("extra"), home.resolve("lib"));
    }

    /** The jars that are there, by name. */
    public List<Path> jars() throws IOException {
        return jars(folder);
    }

    /**
     * Moves jars in, but for those that the program or the folder has in whatever version: two versions of one library on a class path
     * are none.
     *
     * @return what was moved
     */
    public List<Path> take(Path from) throws IOException {
        Set<String> known = new HashSet<>();
        for (Path jar : jars(libraries)) {
            known.add(artifact(jar));
        }
        for (Path jar : jars(folder)) {
            known.add(artifact(jar));
        }
        List<Path> taken = new ArrayList<>();
        for (Path jar : jars(from)) {
            if (!known.contains(artifact(jar))) {
                Files.createDirectories(folder);
                taken.add(Files.move(jar, folder.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING));
            }
        }
        return taken;
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(JAR)).sorted().toList();
        }
    }

    /** The name without its version. */
    private static String artifact(Path jar) {
        return String.valueOf(jar.getFileName()).replaceFirst("-\\d.*", "");
    }
}
