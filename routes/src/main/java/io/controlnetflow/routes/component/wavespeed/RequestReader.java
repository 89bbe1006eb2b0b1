package io.controlnetflow.routes.component.wavespeed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.core.job.Fields;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.core.job.Seeds;
import io.controlnetflow.core.schema.ModelInputs;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.JobRequest;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes a request of a message: the endpoint's options, then the body, then variables, then headers. */
final class RequestReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VARIABLE = "wavespeed.";
    private static final String CONTROL_IMAGE = "control_image";

    private final WaveSpeedEndpoint endpoint;
    private final Engine engine;
    private final SecureRandom random = new SecureRandom();

    RequestReader(WaveSpeedEndpoint endpoint, Engine engine) {
        this.endpoint = endpoint;
        this.engine = engine;
    }

    /** @throws InvalidField naming the field, when something cannot be sent */
    JobRequest read(Exchange exchange) throws IOException {
        Optional<CellScope> cell = CellScope.of(exchange);
        String label = cell.map(CellScope::label).orElseGet(() -> label(exchange));
        MessageBody body = MessageBody.of(exchange, engine.store(), imageField(endpoint.getModel()));
        String model = String.valueOf(body.fields().getOrDefault("model", endpoint.getModel()));
        String runId = cell.map(CellScope::runId).orElse(null);
        String salt = cell.map(CellScope::salt).orElse(null);
        Map<String, Object> own = new LinkedHashMap<>(body.fields());
        own.remove("model");
        if (model.equals(GenerationRequest.MODEL)) {
            return controlNet(exchange, model, own, body, label, runId, salt);
        }
        String where = cell.map(CellScope::node).orElse("wavespeed:" + model);
        return new JobRequest(model, checked(where, model, anyModel(exchange, own, body)), label, null, runId, salt);
    }

    /** What the model does not know would be dropped by the provider without a word, and the run billed. */
    private ObjectNode checked(String where, String model, ObjectNode inputs) {
        Optional<ModelInputs> takes = engine.takes(model);
        if (takes.isEmpty()) {
            return inputs;
        }
        ObjectNode read = takes.get().read(inputs);
        takes.get().problems(Inputs.withSomeUrls(read), Map.of()).stream()
                .findFirst()
                .ifPresent(wrong -> {
                    throw wrong.in(where).then("nothing was submitted");
                });
        return read;
    }

    private JobRequest controlNet(
            Exchange exchange,
            String model,
            Map<String, Object> own,
            MessageBody body,
            String label,
            @Nullable String runId,
            @Nullable String salt)
            throws IOException {
        RequestFields fields = endpoint.defaults()
                .with(RequestFields.of("body", own))
                .with(RequestFields.of("variable", variables(exchange)))
                .with(RequestFields.of("header", headers(exchange)));
        String picture = Optional.ofNullable(body.picture())
                .or(fields::controlImage)
                .orElseThrow(() -> new InvalidField(
                        CONTROL_IMAGE, "nothing", "is given", "send a control map as body, or give its URL"));
        checkPicture(picture);
        ControlKind kind =
                Optional.ofNullable(body.kind()).or(fields::controlKind).orElse(ControlKind.NONE);
        GenerationRequest request =
                fields.resolve(kind, picture, new Seeds(engine.provider().identity(), model, random));
        ObjectNode inputs = Inputs.of(request);
        for (String flag : new String[] {"enable_sync_mode", "enable_base64_output"}) {
            if (fields.flag(flag).orElse(false)) {
                inputs.put(flag, true);
            }
        }
        return new JobRequest(model, inputs, label, kind.text(), runId, salt);
    }

    /** Another model's inputs as they are given. */
    private ObjectNode anyModel(Exchange exchange, Map<String, Object> own, MessageBody body) throws IOException {
        ObjectNode inputs = JSON.createObjectNode();
        RequestFields options = endpoint.defaults();
        for (String name : options.names()) {
            if (Fields.find(name)
                    .map(Field::use)
                    .filter(use -> use != Field.Use.LOCAL)
                    .isPresent()) {
                options.value(name, Object.class).ifPresent(value -> own.putIfAbsent(name, value));
            }
        }
        own.putAll(variables(exchange));
        own.putAll(headers(exchange));
        RequestValue reader = new RequestValue(engine.store());
        for (Map.Entry<String, Object> one : own.entrySet()) {
            inputs.set(one.getKey(), reader.of(one.getValue()));
        }
        if (inputs.path("seed").asInt(0) == -1) {
            inputs.put("seed", Seeds.draw(random));
        }
        if (body.picture() != null) {
            checkPicture(body.picture());
            inputs.put(imageField(endpoint.getModel()), body.picture());
        }
        return inputs;
    }

    private String imageField(String model) {
        if (model.equals(GenerationRequest.MODEL)) {
            return CONTROL_IMAGE;
        }
        String given = endpoint.getImageField();
        return given == null ? "image" : given;
    }

    /** A path in a message could name any file of this machine, so only addresses and stored bytes are taken. */
    private void checkPicture(String picture) throws IOException {
        if (picture.startsWith("sha256:")) {
            String hex = picture.substring("sha256:".length());
            if (hex.matches("[0-9a-f]{64}") && engine.store().find(hex).isPresent()) {
                return;
            }
            throw new InvalidField(CONTROL_IMAGE, picture, "is not in the artifact store", "send the picture itself");
        }
        if (!picture.startsWith("https://") && !picture.startsWith("http://")) {
            throw new InvalidField(
                    CONTROL_IMAGE, picture, "is no http or https address", "send the picture itself as body");
        }
    }

    private static Map<String, Object> variables(Exchange exchange) {
        return prefixed(exchange.getVariables(), VARIABLE);
    }

    private static Map<String, Object> headers(Exchange exchange) {
        return prefixed(exchange.getMessage().getHeaders(), WaveSpeedConstants.PREFIX);
    }

    private static Map<String, Object> prefixed(Map<String, Object> all, String prefix) {
        Map<String, Object> found = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (value != null
                    && name.length() > prefix.length()
                    && name.regionMatches(true, 0, prefix, 0, prefix.length())) {
                String option = name.substring(prefix.length());
                found.put(Fields.snake(option.substring(0, 1).toLowerCase(Locale.ROOT) + option.substring(1)), value);
            }
        });
        return found;
    }

    private static String label(Exchange exchange) {
        String file = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        String route = exchange.getFromRouteId();
        return file != null
                ? file
                : "exchange " + exchange.getExchangeId() + (route == null ? "" : " of route " + route);
    }
}
