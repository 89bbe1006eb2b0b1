package io.controlnetflow.core.folder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/** Names of what is published. The same question has the same answer; different questions have different ones. */
public final class PublishNames {
    private static final int LONGEST = 100;
    private static final Set<String> RESERVED = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private PublishNames() {}

    /**
     * {@code <stem>/<node>-<coordinates>-<n>.<ext>}, relative to the outbox, with {@code /}.
     *
     * @param stem path of the input without its extension; its folders are mirrored
     * @param node the node's id
     * @param coordinates the cell's point, in the order of the matrix; may be empty
     * @param n from 1
     * @param extension without the dot
     */
    public static String of(String stem, String node, Collection<String> coordinates, int n, String extension) {
        List<String> name = new ArrayList<>();
        name.add(node);
        name.addAll(coordinates);
        return folder(stem) + "/" + safe(String.join("-", name)) + "-" + n + "." + safe(extension);
    }

    /** The mirrored folder of an input: every part safe, none of them leading out. */
    public static String folder(String stem) {
        List<String> parts = new ArrayList<>();
        for (String part : stem.split("/")) {
            if (!part.isEmpty()) {
                parts.add(safe(part));
            }
        }
        return parts.isEmpty() ? "_" : String.join("/", parts);
    }

    /** The name, or {@code name-2.ext}, {@code name-3.ext} and so on: the first that is not taken. */
    public static String free(String name, Predicate<String> taken) {
        String extension = FileNames.extension(name).isEmpty()
                ? ""
                : name.substring(FileNames.stem(name).length());
        String stem = name.substring(0, name.length() - extension.length());
        String candidate = name;
        for (int i = 2; taken.test(candidate); i++) {
            candidate = stem + "-" + i + extension;
        }
        return candidate;
    }

    /**
     * One part of a path that every file system takes. What had to be changed gets a checksum of the original, so that two
     * names stay two.
     */
    static String safe(String part) {
        String safe = part.replaceAll("[\\p{Cntrl}<>:\"/\\\\|?*]", "_").replaceAll("[. ]+$", "_");
        if (safe.isEmpty()
                || safe.startsWith(".")
                || RESERVED.contains(FileNames.stem(safe).toLowerCase(Locale.ROOT))) {
            safe = "_" + safe;
        }
        if (safe.equals(part) && bytes(part) <= LONGEST) {
            return part;
        }
        while (bytes(safe) > LONGEST) {
            safe = safe.substring(0, safe.offsetByCodePoints(safe.length(), -1));
        }
        CRC32 sum = new CRC32();
        sum.update(part.getBytes(StandardCharsets.UTF_8));
        return safe + "~" + String.format("%08x", sum.getValue());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
