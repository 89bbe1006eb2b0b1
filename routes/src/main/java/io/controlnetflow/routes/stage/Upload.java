package io.controlnetflow.routes.stage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.MediaTypes;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.UploadTicket;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.ApiJson;
import io.controlnetflow.routes.stage.call.CallFailed;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.FileEntity;

/**
 * Uploads one picture.
 *
 * <p><b>In</b>: {@code direct:flow-upload}, an {@link Artifact}. <b>Out</b>: the address that the model is given. <b>Fails with</b>:
 * {@link CallFailed} or IOException. By ticket and PUT; by multipart where the provider has no tickets. The key goes to the API only.
 */
public final class Upload extends RouteBuilder {
    private static final String ARTIFACT = "ControlNetFlowArtifact";
    private static final String TICKET = "ControlNetFlowTicket";
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final StageContext site;

    public Upload(StageContext site) {
        this.site = site;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        ApiJson json = new ApiJson();
        Endpoint api = site.api().endpoint(getContext(), "flow-upload", ANSWER);
        Endpoint elsewhere = site.api().elsewhere(getContext(), "flow-upload-put", ANSWER);

        from("direct:flow-upload")
                .routeId("flow-upload")
                .setProperty(ARTIFACT, body())
                .process(this::askForTicket)
                .marshal(json)
                .convertBodyTo(byte[].class)
                .to(api)
                .unmarshal(json)
                .process(Upload::readTicket)
                .choice()
                .when(exchangeProperty(TICKET).isNotNull())
                .process(Upload::put)
                .to(elsewhere)
                .process(Upload::readPut)
                .otherwise()
                .process(this::multipart)
                .to(api)
                .unmarshal(json)
                .process(Upload::readMultipart)
                .end();
    }

    private void askForTicket(Exchange exchange) {
        Artifact artifact = artifact(exchange);
        site.api()
                .post(
                        exchange,
                        "media/uploads",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("filename", filename(artifact))
                                .put("size", artifact.size())
                                .put("content_type", artifact.mediaType()));
    }

    private static void readTicket(Exchange exchange) throws CallFailed {
        HttpAnswer http = Api.answer(exchange);
        if (http.status() != 404 && http.status() != 405) {
            exchange.setProperty(
                    TICKET, CallFailed.valueOf(ApiReader.ticket(http.status(), http.body()), "upload ticket"));
        }
    }

    private static void put(Exchange exchange) throws IOException {
        UploadTicket ticket = ticket(exchange);
        Message message = Api.callElsewhere(exchange, ticket.method(), ticket.url());
        ContentType type = null;
        for (var header : ticket.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(Exchange.CONTENT_TYPE)) {
                type = ContentType.parse(header.getValue());
            } else {
                message.setHeader(header.getKey(), header.getValue());
            }
        }
        message.setBody(new FileEntity(artifact(exchange).file().toFile(), type));
    }

    private static void readPut(Exchange exchange) throws IOException, CallFailed {
        try (InputStream ignored = exchange.getMessage().getBody(InputStream.class)) {
            CallFailed.check(Api.status(exchange.getMessage()), "upload");
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(ticket(exchange).downloadUrl());
    }

    private void multipart(Exchange exchange) {
        Artifact artifact = artifact(exchange);
        site.api().call(exchange, "POST", "media/upload/binary");
        exchange.getMessage()
                .setBody(MultipartEntityBuilder.create()
                        .addBinaryBody(
                                "file",
                                artifact.file().toFile(),
                                ContentType.parse(artifact.mediaType()),
                                filename(artifact))
                        .build());
    }

    private static void readMultipart(Exchange exchange) throws CallFailed {
        HttpAnswer http = Api.answer(exchange);
        exchange.getMessage()
                .setBody(CallFailed.valueOf(ApiReader.uploaded(http.status(), http.body()), "upload")
                        .downloadUrl());
    }

    private static String filename(Artifact artifact) {
        return artifact.sha256().substring(0, 16) + "." + MediaTypes.extension(artifact.mediaType());
    }

    private static Artifact artifact(Exchange exchange) {
        return exchange.getProperty(ARTIFACT, Artifact.class);
    }

    private static UploadTicket ticket(Exchange exchange) {
        return exchange.getProperty(TICKET, UploadTicket.class);
    }
}
