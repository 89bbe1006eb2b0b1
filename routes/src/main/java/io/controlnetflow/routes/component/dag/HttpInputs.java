package io.controlnetflow.routes.component.dag;

import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.job.InvalidField;
import jakarta.activation.DataHandler;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;

/** What a request holds, as the body that {@code to: dag:FLOW} takes: JSON, a picture, or the parts of a form. */
final class HttpInputs {
    private HttpInputs() {}

    /** @throws InvalidField for parts that are no inputs */
    static void read(Exchange exchange, FlowSpec spec) throws IOException {
        Message message = exchange.getMessage();
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        if (type.startsWith("multipart/")) {
            message.setBody(form(exchange, spec));
        } else if (type.contains("json") || type.startsWith("text/")) {
            message.setBody(message.getBody(String.class));
        }
    }

    /** Fields of a form come as headers; a file is the input of its name, or the only picture. */
    private static Map<String, Object> form(Exchange exchange, FlowSpec spec) throws IOException {
        Map<String, Object> inputs = new LinkedHashMap<>();
        for (String name : spec.inputs().keySet()) {
            Object field = exchange.getMessage().getHeader(name);
            if (field != null) {
                inputs.put(name, field);
            }
        }
        AttachmentMessage parts = exchange.getMessage(AttachmentMessage.class);
        if (parts.hasAttachments()) {
            for (Map.Entry<String, DataHandler> part : parts.getAttachments().entrySet()) {
                byte[] bytes = part.getValue().getInputStream().readAllBytes();
                inputs.put(name(part.getKey(), spec), bytes);
            }
        }
        return inputs;
    }

    private static String name(String part, FlowSpec spec) {
        if (spec.inputs().containsKey(part)) {
            return part;
        }
        List<String> images = spec.inputs().entrySet().stream()
                .filter(input -> input.getValue().type() == InputType.IMAGE)
                .map(Map.Entry::getKey)
                .toList();
        if (images.size() == 1) {
            return images.get(0);
        }
        throw new InvalidField(
                "dag:" + spec.name() + ": body",
                part,
                "is no input",
                (images.isEmpty() ? "it takes no pictures" : "name the part one of " + String.join(", ", images))
                        + "; nothing is started");
    }
}
