package io.controlnetflow.routes.app.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.ledger.Decision;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.run.Approvals;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/**
 * Answers by link.
 *
 * <p><b>In</b>: GET for the question, its picture or what was decided; POST with {@code decision=approve} or {@code reject}, as a form or
 * as JSON. <b>Out</b>: a page for browsers, JSON for programs. <b>Fails with</b>: 404 for a link that is not whole, 409 when it was decided
 * otherwise, 410 when nobody decided in time. Only a POST decides, since chats and mail programs look at links by themselves.
 */
public final class ApprovalRoutes extends RouteBuilder {
    private static final String HTML = "text/html; charset=utf-8";

    @Override
    public void configure() {
        from("platform-http:" + Approvals.PATH + "?httpMethodRestrict=GET,POST")
                .routeId("flow-approve")
                .process(this::answer);
        from("platform-http:" + Approvals.PATH + "/picture?httpMethodRestrict=GET")
                .routeId("flow-approve-picture")
                .process(this::picture);
    }

    private void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        boolean page = message.getHeader("Accept", "", String.class).contains("text/html");
        boolean post = "POST".equals(message.getHeader(Exchange.HTTP_METHOD, String.class));
        String word = post ? decision(message) : "";
        Approvals approvals = Approvals.of(exchange.getContext());
        Optional<History.Made> found = made(approvals, message);
        if (found.isEmpty()) {
            say(exchange, page, 404, "this link leads to nothing; copy all of it");
        } else if (!post) {
            show(exchange, page, 200, found.get().cell());
        } else if (!word.equals("approve") && !word.equals("reject")) {
            say(
                    exchange,
                    page,
                    400,
                    "decision: " + (word.isEmpty() ? "nothing" : word) + " is none of approve, reject");
        } else {
            boolean yes = word.equals("approve");
            Approvals.Answered answered = approvals.decide(found.get().cell().id(), yes);
            show(
                    exchange,
                    page,
                    status(answered, yes),
                    made(approvals, message).orElseThrow().cell());
        }
    }

    private static Optional<History.Made> made(Approvals approvals, Message message) {
        return approvals.open(
                message.getHeader("cell", "", String.class), message.getHeader("token", "", String.class));
    }

    private static int status(Approvals.Answered answered, boolean yes) {
        if (answered.first()) {
            return 200;
        }
        return switch (answered.now()) {
            case APPROVED -> yes ? 200 : 409;
            case REJECTED -> yes ? 409 : 200;
            case APPROVED_LATE, REJECTED_LATE -> 410;
            case NOT_YET, WAITS, SKIPPED, CANCELLED -> 409;
        };
    }

    private static String decision(Message message) {
        String form = message.getHeader("decision", "", String.class);
        String body = message.getBody() instanceof java.util.Map ? "" : message.getBody(String.class);
        if (!form.isEmpty() || body == null || body.isBlank()) {
            return form;
        }
        try {
            return new ObjectMapper().readTree(body).path("decision").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private void show(Exchange exchange, boolean page, int status, Runs.Cell cell) {
        Runs.Run run = Engine.of(exchange.getContext())
                .ledger()
                .runs()
                .find(cell.runId())
                .orElseThrow();
        Decision decision = Decision.of(cell);
        String name = cell.id().substring(cell.runId().length() + 1);
        String query = exchange.getMessage().getHeader(Exchange.HTTP_QUERY, "", String.class);
        if (page) {
            boolean picture = cell.output() != null && cell.output().contains("\"ref\":\"sha256:");
            bare(exchange, status, HTML).setBody(ApprovalPage.of(run.plan(), name, decision, picture ? query : null));
        } else {
            bare(exchange, status, "application/json")
                    .setBody(Json.object()
                            .put("flow", run.plan().flow())
                            .put("run", cell.runId())
                            .put("label", run.plan().label())
                            .put("cell", name)
                            .put("decision", decision.name().toLowerCase(Locale.ROOT))
                            .put("says", ApprovalPage.words(decision))
                            .toString());
        }
    }

    private static void say(Exchange exchange, boolean page, int status, String error) {
        if (page) {
            bare(exchange, status, HTML).setBody(ApprovalPage.of(error));
        } else {
            bare(exchange, status, "application/json")
                    .setBody(Json.object().put("error", error).toString());
        }
    }

    /** What is shown, when it is a file of the store. */
    private void picture(Exchange exchange) throws IOException {
        Optional<History.Made> found = made(Approvals.of(exchange.getContext()), exchange.getMessage());
        String output = found.map(made -> made.cell().output()).orElse("{}");
        String ref = new ObjectMapper().readTree(output).path("ref").asText();
        Optional<Artifact> file = ref.startsWith("sha256:")
                ? Engine.of(exchange.getContext()).store().find(ref.substring("sha256:".length()))
                : Optional.empty();
        if (file.isEmpty()) {
            say(exchange, false, 404, "there is no picture");
        } else {
            bare(exchange, 200, file.get().mediaType())
                    .setBody(file.get().file().toFile());
        }
    }

    /** The link is a secret: it is kept in no cache and told to no other site, and no other site can frame the page. */
    private static Message bare(Exchange exchange, int status, String type) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setHeader("Cache-Control", "no-store");
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
        return message;
    }
}
