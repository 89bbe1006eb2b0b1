package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.pace.Prices;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.core.wire.PriceQuote;
import io.controlnetflow.routes.stage.Questions;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a request costs at least, in USD: the provider's quote, asked once an hour for each model and set of inputs that can
 * matter; the price list when it gives none. A wrong key and an unknown model are found here, before anything is sent.
 * Thread-safe.
 */
final class Quotes {
    private static final Logger LOG = LoggerFactory.getLogger(Quotes.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_WITHOUT_QUOTE = Duration.ofMinutes(1);

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

    /** @param unknown what is wrong with the model, or null */
    private record Known(BigDecimal price, @Nullable String unknown, Instant until) {}

    private final Questions questions;
    private final Models models;
    private final Clock clock;
    private final Consumer<String> wrongKey;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** @param wrongKey told what the provider says when it refuses the key */
    Quotes(Questions questions, Clock clock, Consumer<String> wrongKey) {
        this.questions = questions;
        this.models = new Models(questions);
        this.clock = clock;
        this.wrongKey = wrongKey;
    }

    BigDecimal of(String model, ObjectNode inputs) {
        ObjectNode whole = Inputs.withSomeUrls(inputs);
        String matters = model + '\n' + Inputs.canonical(whole.deepCopy().without(FREE));
        Known quote = known.compute(
                matters,
                (key, before) -> before != null && clock.instant().isBefore(before.until) ? before : ask(model, whole));
        if (quote.unknown != null) {
            throw new UnknownModel(quote.unknown);
        }
        return quote.price;
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
                return new Known(ok.value().discounted(), null, clock.instant().plus(KEPT));
            }
            if (answer instanceof Answer.Refused<PriceQuote> no) {
                Optional<String> unknown = models.unknown(model, no);
                if (unknown.isPresent()) {
                    return new Known(
                            BigDecimal.ZERO, unknown.get(), clock.instant().plus(KEPT_WITHOUT_QUOTE));
                }
                if (no.httpStatus() == 401 || no.code() == 401) {
                    wrongKey.accept(no.message());
                }
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
                listed == null ? BigDecimal.ZERO : listed, null, clock.instant().plus(KEPT_WITHOUT_QUOTE));
    }
}
