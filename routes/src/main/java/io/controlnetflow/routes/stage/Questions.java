package io.controlnetflow.routes.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.ApiJson;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Small questions to the API that cost nothing: a price, the secret of the webhooks.
 *
 * <p><b>In</b>: method, path and body. <b>Out</b>: the answer, whatever it is. <b>Fails with</b>: IOException when there is none.
 */
public final class Questions extends RouteBuilder {
    private static final String ASK = "direct:flow-question";
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private record Question(
            String method, String path, @Nullable JsonNode tree) {}

    private final Api api;
    private volatile @Nullable ProducerTemplate template;

    public Questions(Api api) {
        this.api = api;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        ApiJson json = new ApiJson();
        Endpoint endpoint = api.endpoint(getContext(), "flow-question", ANSWER);
        template = getContext().createProducerTemplate();
        from(ASK)
                .routeId("flow-question")
                .process(this::write)
                .filter(body().isNotNull())
                .marshal(json)
                .convertBodyTo(byte[].class)
                .end()
                .to(endpoint)
                .unmarshal(json)
                .process(Questions::read);
    }

    private void write(Exchange exchange) {
        Question question = exchange.getMessage().getBody(Question.class);
        api.call(exchange, question.method, question.path);
        exchange.getMessage().setBody(question.tree);
    }

    /** Inside the route: when it has ended, the connection is given back. */
    private static void read(Exchange exchange) {
        HttpAnswer answer = Api.answer(exchange);
        exchange.getMessage().setBody(answer);
    }

    /**
     * Asks and waits.
     *
     * @throws IOException when there is no answer
     */
    public HttpAnswer ask(String method, String path, @Nullable JsonNode tree) throws IOException {
        ProducerTemplate asking = template;
        if (asking == null) {
            throw new IOException("the stages are not started");
        }
        Exchange exchange = asking.request(ASK, made -> made.getMessage().setBody(new Question(method, path, tree)));
        Exception failure = exchange.getException();
        if (failure != null) {
            throw failure instanceof IOException io ? io : new IOException(failure.toString(), failure);
        }
        return exchange.getMessage().getBody(HttpAnswer.class);
    }
}
