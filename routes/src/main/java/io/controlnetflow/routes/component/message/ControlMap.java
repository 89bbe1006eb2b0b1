package io.controlnetflow.routes.component.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.stage.cell.CellValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Converter;

/**
 * What {@code control-map:} answers with: a finished control map that knows its kind, and so its kind's defaults. Converts to
 * bytes and to a stream.
 *
 * @param picture the encoded bytes; not to be changed
 * @param mediaType as in {@code image/png}
 * @param kind how it was made; {@code NONE} for a map that was finished already
 */
@Converter(generateLoader = true)
@SuppressWarnings("ArrayRecordComponent")
public record ControlMap(byte[] picture, String mediaType, ControlKind kind) implements CellValue {
    @Override
    public JsonNode value(ArtifactStore store) throws IOException {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "image")
                .put("ref", store.put(picture).ref())
                .put("mediaType", mediaType)
                .put("kind", kind.text());
    }

    /** The encoded bytes. */
    @Converter
    public static byte[] toBytes(ControlMap map) {
        return map.picture.clone();
    }

    /** The encoded bytes as a stream. */
    @Converter
    public static InputStream toStream(ControlMap map) {
        return new ByteArrayInputStream(map.picture);
    }

    @Override
    public String toString() {
        return "ControlMap[" + kind.text() + ", " + mediaType + ", " + picture.length + " bytes]";
    }
}
