package io.controlnetflow.core.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the files around a drop say in words of a flow: sidecar over nearest folder over outer folder. A {@code .txt} is the prompt. */
public final class FolderInputs {
    private FolderInputs() {}

    /**
     * One input as it is written.
     *
     * @param value as YAML or JSON has it
     * @param file that says it, relative to the folder
     */
    public record Said(Object value, String file) {}

    /**
     * @param folder the watched folder
     * @throws UnusableFile when one of the files cannot be read
     */
    public static Map<String, Said> of(Path folder, Found.PictureDrop drop) {
        return of(folder, drop, Map.of());
    }

    /** @param told by the picture itself: over the folder's, below its sidecars' */
    public static Map<String, Said> of(Path folder, Found.PictureDrop drop, Map<String, Said> told) {
        Map<String, Said> all = new LinkedHashMap<>();
        for (String defaults : FolderContract.defaultsFor(drop.path())) {
            if (Files.isRegularFile(folder.resolve(defaults))) {
                add(folder, defaults, all);
            }
        }
        all.putAll(told);
        drop.sidecars().forEach(sidecar -> add(folder, sidecar.path(), all));
        return all;
    }

    private static void add(Path folder, String file, Map<String, Said> all) {
        SidecarReader.fields(file, SidecarReader.text(folder.resolve(file), file))
                .forEach((name, value) -> all.put(name, new Said(value, file)));
    }
}
