package io.controlnetflow.core.folder;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file's name says. Paths are relative, with {@code /}. Pure functions. */
public final class FileNames {
    /** The defaults of a folder and those below it. */
    public static final String DEFAULTS = "_defaults.yaml";

    private static final Set<String> PICTURES = Set.of("png", "jpg", "jpeg", "webp");
    /** In the order in which they are laid over each other. */
    private static final List<String> SIDECARS = List.of("txt", "json", "yml", "yaml");

    private static final List<String> UNFINISHED =
            List.of(".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", "~");
    private static final Set<String> SYSTEM = Set.of("thumbs.db", "ehthumbs.db", "desktop.ini");

    private FileNames() {}

    /** Why a file of this name is never looked at; empty when it is. */
    public static Optional<String> ignored(String path) {
        for (String part : path.split("/")) {
            if (part.startsWith(".")) {
                return Optional.of("hidden");
            }
        }
        String name = name(path).toLowerCase(Locale.ROOT);
        if (SYSTEM.contains(name)) {
            return Optional.of("a file of the system");
        }
        if (UNFINISHED.stream().anyMatch(name::endsWith) || name.startsWith("~$")) {
            return Optional.of("unfinished or temporary");
        }
        if (name.equals(DEFAULTS)) {
            return Optional.of("defaults of its folder");
        }
        return name.endsWith(".error.json") ? Optional.of("a report of ours") : Optional.empty();
    }

    /** True for png, jpg, jpeg and webp. What it really is, its bytes say. */
    public static boolean picture(String path) {
        return PICTURES.contains(extension(path));
    }

    /** True for what may stand beside a picture: txt, json, yml, yaml. */
    public static boolean sidecar(String path) {
        return SIDECARS.contains(extension(path));
    }

    /** True for what may be a job of its own: json, yml, yaml. */
    public static boolean structured(String path) {
        return sidecar(path) && !extension(path).equals("txt");
    }

    /** Place of a sidecar in its order: a later one is laid over an earlier one. */
    static int rank(String path) {
        return SIDECARS.indexOf(extension(path));
    }

    /** Without the dot, in lower case; empty when there is none. */
    public static String extension(String path) {
        String name = name(path);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** The path without its extension. */
    public static String stem(String path) {
        String extension = extension(path);
        return extension.isEmpty() ? path : path.substring(0, path.length() - extension.length() - 1);
    }

    /** The last part of the path. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The folder of a path with a {@code /} at its end, or empty. */
    public static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
