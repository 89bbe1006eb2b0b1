package io.controlnetflow.routes.app.settings;

import io.controlnetflow.routes.app.console.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a PATH of the command line stands for. Immutable; absolute paths.
 *
 * @param folder the folder that relative paths and defaults start from
 * @param routes the pipelines and Camel route files to run, in natural order; empty for a hot folder
 */
public record Place(Path folder, List<Path> routes) {
    private static final String ROUTES = ".camel.yaml";
    private static final String PIPELINE = ".dag.yaml";

    public Place {
        routes = List.copyOf(routes);
    }

    /** The folder above the inbox, when no PATH was given; the working folder when there is no inbox either. */
    public static Place without(@Nullable String inbox) {
        if (inbox == null) {
            return new Place(Path.of("").toAbsolutePath(), List.of());
        }
        Path parent = Path.of(inbox).toAbsolutePath().normalize().getParent();
        return new Place(parent == null ? Path.of("").toAbsolutePath() : parent, List.of());
    }

    /** A folder, one pipeline or one route file. */
    public static Place of(Path given) {
        Path path = given.toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            throw new Refusal(given + ": does not exist; name a folder with an inbox, a pipeline or a route file");
        }
        if (Files.isDirectory(path)) {
            return new Place(path, routesIn(path));
        }
        if (!isRoutes(path)) {
            throw new Refusal(given + ": is neither a folder, a pipeline nor a Camel route file; pipelines end in "
                    + PIPELINE + ", route files in " + ROUTES);
        }
        Path parent = path.getParent();
        return new Place(parent == null ? path : parent, List.of(path));
    }

    private static List<Path> routesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Place::isRoutes).sorted().toList();
        } catch (IOException e) {
            throw new Refusal(folder + ": cannot be read: " + e.getMessage());
        }
    }

    private static boolean isRoutes(Path file) {
        return file.toString().endsWith(ROUTES) || file.toString().endsWith(PIPELINE);
    }

    /** A path of the settings, relative to the folder. */
    Path resolve(String text) {
        return folder.resolve(text).normalize();
    }
}
