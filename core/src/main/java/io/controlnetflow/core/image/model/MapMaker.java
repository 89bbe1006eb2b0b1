package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.map.ControlMaps;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Size;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes control maps of every kind; keeps the networks that it loaded until it is closed. A model's file that changes is loaded
 * anew. Thread-safe.
 */
public final class MapMaker implements AutoCloseable {
    private final ModelFolder folder;
    private final FileHashes hashes = new FileHashes();
    private final Nets nets = new Nets(hashes);
    private final ModelMaps maps = new ModelMaps(nets);

    public MapMaker(ModelFolder folder) {
        this.folder = folder;
    }

    /**
     * Makes a map.
     *
     * @throws UnmakeableMap when library or model are missing or unfit, or nobody is found; says what to do
     */
    public Picture make(MapOrder order, Picture photo) {
        Size size = order.size();
        if (!order.model().apply(order.kind())) {
            return size == null
                    ? ControlMaps.of(order.kind(), photo, order.thresholds())
                    : ControlMaps.make(order.kind(), photo, size, order.fit(), order.thresholds());
        }
        ModelFile file = folder.find(order.kind(), order.model());
        UnaryOperator<Picture> drawn = sized -> maps.draw(order.kind(), order.model(), file, sized);
        return size == null ? drawn.apply(photo) : ControlMaps.sized(photo, size, order.fit(), drawn);
    }

    /**
     * The model that makes such a map, by its bytes.
     *
     * @return 64 hex digits; empty when no model is used
     * @throws UnmakeableMap when the model is missing
     */
    public Optional<String> model(ControlKind kind, ModelOptions options) {
        if (!options.apply(kind)) {
            return Optional.empty();
        }
        List<String> parts =
                folder.find(kind, options).parts().stream().map(hashes::of).toList();
        if (parts.size() == 1) {
            return Optional.of(parts.get(0));
        }
        MessageDigest all = FileHashes.sha256();
        parts.forEach(part -> all.update(part.getBytes(StandardCharsets.UTF_8)));
        return Optional.of(HexFormat.of().formatHex(all.digest()));
    }

    /** Which file of a kind's usual model is missing, and how it is got; empty when all are there. */
    public Optional<String> missing(ControlKind kind) {
        try {
            folder.find(kind, ModelOptions.NONE);
            return Optional.empty();
        } catch (UnmakeableMap e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        nets.close();
    }
}
