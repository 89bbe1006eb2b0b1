package io.controlnetflow.routes.stage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.MediaTypes;
import io.controlnetflow.core.wire.Output;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.CallFailed;
import io.controlnetflow.routes.stage.call.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Puts one output into the store and answers with its JSON: {@code type}, {@code ref} or {@code text} or {@code value}, {@code nsfw}. */
final class OutputKeeper {
    static final String OUTPUT = "ControlNetFlowOutput";
    /** Bytes of one file. */
    static final long MOST = 512L << 20;

    /** One output of a prediction. */
    record Item(Output output, boolean nsfw) {}

    private final ArtifactStore store;
    private final long most;

    /** @param most bytes of one file */
    OutputKeeper(ArtifactStore store, long most) {
        this.store = store;
        this.most = most;
    }

    /** A file that is larger than any that is taken; fetching it again would not make it smaller. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(String address, long bytes, long most) {
            super(bytes + " bytes are more than the " + most + " that are taken; fetch it yourself from " + address);
        }
    }

    static Output output(Exchange exchange) {
        return exchange.getProperty(OUTPUT, Item.class).output();
    }

    static void call(Exchange exchange) throws IOException {
        Api.callElsewhere(exchange, "GET", ((Output.Url) output(exchange)).url());
    }

    void keep(Exchange exchange) throws IOException, CallFailed {
        Item item = exchange.getProperty(OUTPUT, Item.class);
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (item.output() instanceof Output.Url url) {
            file(json, fetched(exchange, url.url()), url.url());
        } else if (item.output() instanceof Output.Base64 base64) {
            Artifact kept = store.put(base64.bytes());
            WholeFile.check(kept, "");
            file(json, kept, null);
        } else if (item.output() instanceof Output.Text text) {
            json.put("type", "text").put("text", text.text());
        } else if (item.output() instanceof Output.Structured structured) {
            json.put("type", "object").set("value", structured.value());
        }
        json.put("nsfw", item.nsfw());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(json);
    }

    private Artifact fetched(Exchange exchange, String address) throws IOException, CallFailed {
        Message message = exchange.getMessage();
        Long length = message.getHeader("Content-Length", Long.class);
        boolean encoded = message.getHeader("Content-Encoding") != null;
        try (InputStream in = message.getBody(InputStream.class)) {
            CallFailed.check(Api.status(message), "download");
            if (in == null) {
                throw new IOException("the answer is empty");
            }
            if (length != null && length > most) {
                throw new TooLarge(address, length, most);
            }
            Artifact artifact = store.put(in, most);
            if (artifact.size() == 0) {
                throw new IOException("the answer is empty");
            }
            if (length != null && !encoded && length != artifact.size()) {
                throw new IOException("only " + artifact.size() + " of " + length + " bytes arrived");
            }
            WholeFile.check(artifact, address);
            return artifact;
        }
    }

    private static void file(ObjectNode json, Artifact artifact, @Nullable String url) {
        json.put("type", MediaTypes.kind(artifact.mediaType()))
                .put("ref", artifact.ref())
                .put("mediaType", artifact.mediaType());
        json.put("size", artifact.size());
        if (url != null) {
            json.put("url", url);
        }
    }
}
