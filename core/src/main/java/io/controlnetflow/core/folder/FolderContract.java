package io.controlnetflow.core.folder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tells drops, sidecars, job files and the rest apart. */
public final class FolderContract {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private FolderContract() {}

    /**
     * What each file of a listing is, in natural order. Sidecars appear with their picture only.
     *
     * @param listing all files below the folder
     * @param jobFiles reads a json or yaml file that has no picture beside it; asked once for each
     */
    public static List<Found> sort(Collection<Entry> listing, JobFile.Reader jobFiles) {
        Set<String> withPicture = new HashSet<>();
        Map<String, List<Entry>> sidecars = new TreeMap<>();
        List<Entry> seen = new ArrayList<>();
        Map<String, Found> found = new TreeMap<>(NaturalOrder.PATHS);
        for (Entry entry : listing) {
            Optional<String> ignored = FileNames.ignored(entry.path());
            if (ignored.isPresent()) {
                found.put(entry.path(), new Found.Ignored(entry.path(), ignored.get()));
                continue;
            }
            seen.add(entry);
            if (FileNames.picture(entry.path())) {
                withPicture.add(entry.stem());
            } else if (FileNames.sidecar(entry.path())) {
                sidecars.computeIfAbsent(entry.stem(), stem -> new ArrayList<>())
                        .add(entry);
            }
        }
        Map<String, String> named = new TreeMap<>();
        for (Entry entry : seen) {
            if (!FileNames.picture(entry.path()) && !belongs(entry, withPicture)) {
                Found file = alone(entry, jobFiles);
                found.put(entry.path(), file);
                if (file instanceof Found.JobFileDrop job) {
                    inside(entry.path(), job.controlImage()).ifPresent(path -> named.put(path, entry.path()));
                }
            }
        }
        for (Entry entry : seen) {
            if (FileNames.picture(entry.path())) {
                String by = named.get(entry.path());
                found.put(
                        entry.path(),
                        by == null
                                ? new Found.PictureDrop(entry, ordered(sidecars.getOrDefault(entry.stem(), List.of())))
                                : new Found.Ignored(entry.path(), "the control map of " + by));
            }
        }
        return List.copyOf(found.values());
    }

    /** The path within the folder that a job file names; empty for URLs and for what lies outside. */
    public static Optional<String> inside(String jobFile, String controlImage) {
        if (ADDRESS.matcher(controlImage).matches() || controlImage.startsWith("/")) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        for (String part : (FileNames.folder(jobFile) + controlImage.replace('\\', '/')).split("/")) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return Optional.empty();
                }
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** The defaults that may hold for a file, the outermost first: {@code _defaults.yaml, a/_defaults.yaml}. */
    public static List<String> defaultsFor(String path) {
        List<String> defaults = new ArrayList<>();
        defaults.add(FileNames.DEFAULTS);
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            defaults.add(path.substring(0, slash + 1) + FileNames.DEFAULTS);
        }
        return defaults;
    }

    private static boolean belongs(Entry entry, Set<String> withPicture) {
        return FileNames.sidecar(entry.path()) && withPicture.contains(entry.stem());
    }

    private static Found alone(Entry entry, JobFile.Reader jobFiles) {
        if (!FileNames.structured(entry.path())) {
            return new Found.Ignored(
                    entry.path(),
                    FileNames.sidecar(entry.path())
                            ? "no picture beside it"
                            : "not a picture that is read here (png, jpg, jpeg, webp)");
        }
        JobFile read = jobFiles.apply(entry);
        if (read instanceof JobFile.Job job) {
            return new Found.JobFileDrop(entry, job.controlImage());
        }
        if (read instanceof JobFile.NoJob no) {
            return new Found.Ignored(entry.path(), no.why());
        }
        return new Found.Broken(entry, ((JobFile.Unreadable) read).problem());
    }

    private static List<Entry> ordered(List<Entry> sidecars) {
        return sidecars.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> FileNames.rank(entry.path()))
                        .thenComparing(Entry::path))
                .toList();
    }
}
