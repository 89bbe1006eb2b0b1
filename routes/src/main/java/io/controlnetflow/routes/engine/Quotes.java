package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.pace.Prices;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.core.wire.PriceQuote;
import io.controlnetflow.routes.stage.HttpAnswer;
import io.controlnetflow.routes.stage.Questions;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a request costs at least, in USD: the provider's quote, asked once an hour for each model and set of inputs that can
 * matter; the price list when it gives none. Thread-safe.
 */
final class Quotes implements DropPlanner.Pricing {
    private static final Logger LOG = LoggerFactory.getLogger(Quotes.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_WITHOUT_QUOTE = Duration.ofMinutes(1);
    private static final String SOME_PICTURE = "https://example.com/picture.png";

    /** No price depends on these. */
    private static final Set<String> FREE = Set.of(
            "prompt",
            "negative_prompt",
            "seed",
            "guidance_scale",
            "controlnet_conditioning_scale",
            "control_guidance_start",
            "control_guidance_end",
            "output_format",
            "enable_sync_mode",
            "enable_base64_output");

    private record Known(BigDecimal price, Instant until) {}

    private final Questions questions;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Quotes(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    @Override
    public BigDecimal of(String model, ObjectNode inputs) {
        ObjectNode whole = Inputs.withUrls(
                inputs, Inputs.refs(inputs).stream().collect(Collectors.toMap(ref -> ref, ref -> SOME_PICTURE)));
        String matters = model + '\n' + Inputs.canonical(whole.deepCopy().without(FREE));
        return known.compute(
                        matters,
                        (key, before) ->
                                before != null && clock.instant().isBefore(before.until) ? before : ask(model, whole))
                .price;
    }

    private Known ask(String model, ObjectNode inputs) {
        ObjectNode question = JsonNodeFactory.instance.objectNode().put("model_id", model);
        question.set("inputs", inputs);
        String why;
        try {
            HttpAnswer http = questions.ask("POST", "model/price", question);
            Answer<PriceQuote> answer = ApiReader.price(http.status(), http.body());
            if (answer instanceof Answer.Ok<PriceQuote> ok
                    && ok.value().currency().equals("USD")) {
                return new Known(ok.value().discounted(), clock.instant().plus(KEPT));
            }
            why = "HTTP " + http.status();
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        BigDecimal listed = Prices.quote(model, inputs).orElse(null);
        LOG.warn(
                "{}: the provider gives no price ({}); {}",
                model,
                why,
                listed == null
                        ? "budgets cannot count it"
                        : "$" + listed.toPlainString() + " of the price list is taken");
        return new Known(
                listed == null ? BigDecimal.ZERO : listed, clock.instant().plus(KEPT_WITHOUT_QUOTE));
    }
}
