package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.schema.KeptSchemas;
import io.controlnetflow.routes.engine.flow.PlanPrice;
import io.controlnetflow.routes.stage.Questions;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.function.Consumer;

/** What the provider says about its models: what they take, and what they cost. */
record Market(Quotes quotes, Schemas schemas) implements PlanPrice.Pricing {
    /** @param wrongKey told what the provider says when it refuses the key */
    static Market of(
            EngineSettings settings, Opened parts, Questions questions, Clock clock, Consumer<String> wrongKey) {
        Provider provider = parts.provider();
        return new Market(
                new Quotes(questions, clock, wrongKey),
                new Schemas(
                        questions,
                        clock,
                        KeptSchemas.file(settings.stateFolder(), provider.identity()),
                        !provider.isEmbedded()));
    }

    @Override
    public BigDecimal of(String model, ObjectNode inputs) {
        return quotes.of(model, inputs);
    }

    @Override
    public int pictures(String model, ObjectNode inputs) {
        return !model.equals(GenerationRequest.MODEL) && schemas.answersWithText(model)
                ? 0
                : PlanPrice.Pricing.super.pictures(model, inputs);
    }
}
