package io.controlnetflow.core.embedded.render;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was rendered.
 *
 * @param images encoded pictures in the requested format, in order
 * @param nsfw one flag a picture; empty: nobody looked, and the word {@code nsfw} in the prompt decides, for rehearsing
 * @param inference how long the rendering itself took; null: from the task's start to its end
 */
public record Rendered(
        List<byte[]> images, List<Boolean> nsfw, @Nullable Duration inference) {
    public Rendered {
        images = List.copyOf(images);
        nsfw = List.copyOf(nsfw);
    }

    public Rendered(List<byte[]> images) {
        this(images, List.of(), null);
    }
}
