package io.controlnetflow.routes.component.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.apache.camel.Converter;
import org.jspecify.annotations.Nullable;

/**
 * What {@code pictures:} answers with, unless it is a score. Converts to bytes and to a stream.
 *
 * @param picture the encoded bytes; not to be changed
 * @param mediaType as in {@code image/jpeg}
 * @param index of {@code pick-best}: which of the given pictures it is, from 0; null otherwise
 * @param score of {@code pick-best}: how good it is by what was asked; null otherwise, and for {@code by=first}
 */
@Converter(generateLoader = true)
@SuppressWarnings("ArrayRecordComponent")
public record MadePicture(
        byte[] picture,
        String mediaType,
        @Nullable Integer index,
        @Nullable Double score) {
    /** The encoded bytes. */
    @Converter
    public static byte[] toBytes(MadePicture made) {
        return made.picture.clone();
    }

    /** The encoded bytes as a stream. */
    @Converter
    public static InputStream toStream(MadePicture made) {
        return new ByteArrayInputStream(made.picture);
    }

    @Override
    public String toString() {
        return "MadePicture[" + mediaType + ", " + picture.length + " bytes"
                + (index == null ? "" : ", number " + index)
                + (score == null ? "" : ", score " + score)
                + "]";
    }
}
