package io.controlnetflow.core.embedded;

import java.util.List;

/**
 * What was rendered.
 *
 * @param images encoded pictures in the requested format and size, in order: the n-th was drawn with {@code seed + n}
 */
public record Rendered(List<byte[]> images) {
    public Rendered {
        images = List.copyOf(images);
    }
}
