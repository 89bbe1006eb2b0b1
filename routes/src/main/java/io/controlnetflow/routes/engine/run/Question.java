package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.routes.stage.Attention;
import io.controlnetflow.routes.stage.cell.Cells;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked.
 *
 * @param cell its id
 * @param label what a person calls the run
 * @param show what the person sees
 * @param until when it is decided without a person; null: never
 * @param url where the person decides; null when nobody can reach this process
 * @param picture what is shown as a picture, for whoever has the link
 */
public record Question(
        String flow,
        String run,
        String cell,
        String label,
        JsonNode show,
        @Nullable Instant until,
        @Nullable String url,
        @Nullable String picture) {
    private static final long SECONDS = 30;

    /** The cell's id without its run's. */
    public String name() {
        return cell.substring(run.length() + 1);
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("flow", flow).put("run", run).put("cell", name()).put("label", label);
        json.put("until", until == null ? null : until.toString());
        json.put("url", url).put("picture", picture);
        json.set("show", show);
        return json;
    }

    /** Sends it as JSON, with each of its words as a variable too. Completes in any case, within half a minute. */
    CompletableFuture<Void> tell(CamelContext camel, String uri) {
        ProducerTemplate template = camel.createProducerTemplate();
        Exchange message = new DefaultExchange(camel, ExchangePattern.InOnly);
        ObjectNode json = json();
        json.properties()
                .forEach(word -> message.setVariable(
                        word.getKey(),
                        word.getValue().isValueNode()
                                ? word.getValue().asText("")
                                : word.getValue().toString()));
        message.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.getMessage().setBody(json.toString());
        return sent(template, uri, message).orTimeout(SECONDS, TimeUnit.SECONDS).handle((done, trouble) -> {
            Throwable cause = done == null ? trouble : done.getException();
            if (cause != null) {
                Attention.LOG.warn(
                        "{} ({}): approve.tell: {} could not be told that a person is asked ({}); it waits, and"
                                + " 'flow status' shows it",
                        label,
                        name(),
                        brief(uri),
                        Cells.sentence(cause).replace(uri, brief(uri)));
            }
            return null;
        });
    }

    /** Addresses that messages are posted to are secrets in themselves. */
    private static String brief(String uri) {
        return uri.replaceFirst("(?s)^([^:]*:(//[^/?]*)?[^/?]*).*", "$1");
    }

    private static CompletableFuture<Exchange> sent(ProducerTemplate template, String uri, Exchange message) {
        try {
            return template.asyncSend(uri, message);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
