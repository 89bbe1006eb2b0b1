package io.controlnetflow.routes.stage.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.wire.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API's JSON as routes marshal and unmarshal it. */
class ApiJsonTest extends CamelTestSupport {
    /** A bean with something to give away. */
    public record Secret(String key) {}

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                ApiJson json = new ApiJson();
                from("direct:write").streamCache("false").marshal(json).convertBodyTo(byte[].class);
                from("direct:read").streamCache("false").unmarshal(json);
            }
        };
    }

    @Test
    void keepsTheDigitsOfDecimalsBothWays() {
        JsonNode price =
                Objects.requireNonNull(read("{\"price\":0.0300000000000000001}").tree());
        assertThat(price.get("price").decimalValue()).isEqualTo(new BigDecimal("0.0300000000000000001"));
        assertThat(write(price)).isEqualTo("{\"price\":0.0300000000000000001}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><title>bad gateway</title></html>",
                "{\"code\":200,\"data\":{\"id\":\"a",
                "{} {}",
                "bad gateway",
                "[1]"
            })
    void makesAnAnswerOfWhatIsNoJsonObject(String text) {
        Body body = read(text);
        assertThat(body.tree()).isNull();
        assertThat(body.page()).isNotEmpty();
    }

    @Test
    void makesAnEmptyAnswerOfNothing() {
        Body nothing = new Body(null, "");
        assertThat(read("")).isEqualTo(nothing);
        assertThat(unmarshalled(null)).isEqualTo(nothing);
    }

    @Test
    void failsOnlyWhenTheAnswerDoesNotArriveWhole() {
        InputStream torn = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };
        assertThatThrownBy(() -> unmarshalled(torn))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("connection reset");
    }

    @Test
    void writesTreesAndNothingOfABean() {
        assertThat(write(JsonNodeFactory.instance.objectNode().put("page", 1))).isEqualTo("{\"page\":1}");
        assertThat(write(new Secret("wsk-1"))).isEqualTo("{}");
    }

    private String write(Object body) {
        return new String(template.requestBody("direct:write", body, byte[].class), StandardCharsets.UTF_8);
    }

    private Body read(String text) {
        return unmarshalled(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Body unmarshalled(@Nullable Object body) {
        return (Body) template.requestBody("direct:read", body);
    }
}
