package io.controlnetflow.routes.component.message;

import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.Jobs;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * One picture of a message. Its bytes are read when it is looked at, so that a long list stays small.
 *
 * @param field where it stands, as in {@code images[2]}
 * @param name what a person calls it: a file's name, or a reference
 * @param bytes the encoded bytes
 * @param control what it was made by, when the message says so; null otherwise
 * @param kind of the control map; empty when it is not known
 * @param job that made it, when it is known
 */
public record GivenPicture(
        String field, String name, Bytes bytes, @Nullable GivenPicture control, String kind, Jobs.@Nullable Job job) {
    /** Where bytes come from. */
    @FunctionalInterface
    public interface Bytes {
        byte[] read() throws IOException;
    }

    public GivenPicture madeBy(@Nullable GivenPicture map) {
        return map == null ? this : new GivenPicture(field, name, bytes, map, map.kind, job);
    }

    /** @throws InvalidField when it is no picture that can be decoded */
    public Picture decode() throws IOException {
        try {
            return Pictures.decode(bytes.read(), Bounds.DEFAULT);
        } catch (UnusablePicture e) {
            throw new InvalidField(field, name, String.valueOf(e.getMessage()), "");
        }
    }
}
