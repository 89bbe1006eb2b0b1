package io.controlnetflow.routes.component.map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.image.Bounds;
import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.routes.component.message.ControlMap;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.Maps;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Makes one map. In a plain route the body is a picture and the answer a {@link ControlMap}; in a cell the body is the node's
 * parameters and the answer the stored map as a value.
 */
final class ControlMapProducer extends DefaultProducer {
    private final ControlKind kind;
    private final ControlMapOptions options;

    ControlMapProducer(ControlMapEndpoint endpoint, ControlKind kind, ControlMapOptions options) {
        super(endpoint);
        this.kind = kind;
        this.options = options;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        if (CellScope.of(exchange).isPresent() && exchange.getMessage().getBody() instanceof ObjectNode parameters) {
            exchange.getMessage().setBody(inCell(parameters));
            return;
        }
        try {
            exchange.getMessage().setBody(map(picture(exchange), options));
        } catch (UnmakeableMap e) {
            throw named(exchange, e);
        }
    }

    /** With the name of the photograph's file, where the message has one. */
    private static UnmakeableMap named(Exchange exchange, UnmakeableMap e) {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        return name == null ? e : new UnmakeableMap(name + ": " + e.getMessage(), e);
    }

    private JsonNode inCell(ObjectNode parameters) throws IOException {
        ArtifactStore store = Engine.of(getEndpoint().getCamelContext()).store();
        ControlMapOptions with = options.with(parameters);
        String ref = parameters.path("image").path("ref").asText();
        if (!ref.startsWith("sha256:")) {
            throw new InvalidField("image", parameters.path("image"), "is no stored picture", "");
        }
        Artifact photograph = store.find(ref.substring("sha256:".length()))
                .orElseThrow(() -> new IOException("image: the bytes of " + ref + " are gone from the state folder"));
        ControlMap map = map(Files.readAllBytes(photograph.file()), with);
        Artifact stored = kind == ControlKind.NONE ? photograph : store.put(map.picture());
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        value.put("type", "image").put("ref", stored.ref()).put("mediaType", map.mediaType());
        return value.put("kind", kind.text());
    }

    private ControlMap map(byte[] bytes, ControlMapOptions with) {
        if (kind == ControlKind.NONE) {
            return new ControlMap(bytes, Pictures.probe(bytes).mediaType(), kind);
        }
        Picture photograph = Pictures.decode(bytes, Bounds.DEFAULT);
        Picture map = Maps.of(getEndpoint().getCamelContext()).make(with.order(kind), photograph);
        return new ControlMap(Encode.png(map), "image/png", kind);
    }

    private static byte[] picture(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Path path) {
            return Files.readAllBytes(path);
        }
        if (body instanceof Artifact artifact) {
            return Files.readAllBytes(artifact.file());
        }
        byte[] bytes = body instanceof String ? null : exchange.getMessage().getBody(byte[].class);
        if (bytes == null) {
            throw new InvalidField(
                    "body",
                    body == null ? "nothing" : body.getClass().getSimpleName(),
                    "is no picture",
                    "send bytes, a file, a path or a stream of JPEG, PNG or WebP");
        }
        return bytes;
    }
}
