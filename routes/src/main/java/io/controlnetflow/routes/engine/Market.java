package io.controlnetflow.routes.engine;

import io.controlnetflow.core.schema.KeptSchemas;
import io.controlnetflow.routes.stage.Questions;
import java.time.Clock;
import java.util.function.Consumer;

/** What the provider says about its models: what they take, and what they cost. */
record Market(Quotes quotes, Schemas schemas) {
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
}
