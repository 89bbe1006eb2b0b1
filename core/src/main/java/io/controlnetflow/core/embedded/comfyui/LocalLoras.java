package io.controlnetflow.core.embedded.comfyui;

import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.job.Lora;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From the API's paths to the names of files that ComfyUI has. A path means, in this order: what was said for it; the name
 * itself; the file whose name ends its URL, or is its repository's. Nothing is fetched. Pure.
 */
final class LocalLoras {
    private static final int INVALID = 1401;

    private LocalLoras() {}

    /**
     * @param said from a path to a name
     * @param there the names that ComfyUI lists
     * @throws RenderFailed when a path means none of them, or several
     */
    static List<String> names(List<Lora> loras, Map<String, String> said, List<String> there) throws RenderFailed {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < loras.size(); i++) {
            String path = loras.get(i).path();
            String wanted = said.getOrDefault(path, path);
            List<String> found = there.contains(wanted) ? List.of(wanted) : alike(wanted, there);
            if (found.size() != 1) {
                throw new RenderFailed(
                        INVALID,
                        "loras[" + i + "].path: " + path
                                + (found.isEmpty()
                                        ? " is no LoRA that this ComfyUI has; there " + Inventory.listed(there)
                                                + "; put the file into its models/loras"
                                        : " may be any of " + String.join(", ", found))
                                + ", or say which file is meant when the server is started");
            }
            names.add(found.get(0));
        }
        return names;
    }

    private static List<String> alike(String path, List<String> there) {
        String stem = stem(path);
        return there.stream().filter(n -> stem(n).equals(stem)).toList();
    }

    /** The last part of a path or URL, without a query and the usual ending. */
    private static String stem(String path) {
        String plain = path.replaceAll("[?#].*$", "").replaceAll("[/\\\\]+$", "");
        return plain.replaceAll("^.*[/\\\\]", "")
                .replaceAll("(?i)\\.safetensors$", "")
                .toLowerCase(Locale.ROOT);
    }
}
