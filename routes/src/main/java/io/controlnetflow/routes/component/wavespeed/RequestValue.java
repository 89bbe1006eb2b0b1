package io.controlnetflow.routes.component.wavespeed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.Outputs;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import io.controlnetflow.routes.stage.cell.CellValue;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A value of a message as the API takes it: what was made before by its reference, everything else as JSON. Thread-safe. */
final class RequestValue {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST = 200L << 20;

    private final ArtifactStore store;

    RequestValue(ArtifactStore store) {
        this.store = store;
    }

    JsonNode of(Object value) throws IOException {
        if (value instanceof Size size) {
            return TextNode.valueOf(size.toString());
        }
        if (value instanceof OutputFormat format) {
            return TextNode.valueOf(format.text());
        }
        if (value instanceof CellValue made) {
            JsonNode outputs = made.value(store);
            return Outputs.plain(outputs.isArray() ? outputs.path(0) : outputs);
        }
        if (value instanceof Artifact artifact) {
            return TextNode.valueOf(artifact.ref());
        }
        if (value instanceof byte[] bytes) {
            return TextNode.valueOf(store.put(bytes).ref());
        }
        if (value instanceof File file) {
            return file(file.toPath());
        }
        if (value instanceof Path path) {
            return file(path);
        }
        if (value instanceof List<?> list) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (Object one : list) {
                all.add(of(one));
            }
            return all;
        }
        return Outputs.plain(JSON.valueToTree(value));
    }

    private JsonNode file(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return TextNode.valueOf(store.put(in, MOST).ref());
        }
    }
}
