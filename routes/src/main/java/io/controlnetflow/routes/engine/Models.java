package io.controlnetflow.routes.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.ModelInfo;
import io.controlnetflow.core.wire.PriceQuote;
import io.controlnetflow.routes.stage.Questions;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Whether the provider knows a model whose price it refused to tell. A refusal alone says nothing, since a server may have no
 * such call: its list of models must lack this one, and it must tell the price of one that is listed. Thread-safe.
 */
final class Models {
    private final Questions questions;

    Models(Questions questions) {
        this.questions = questions;
    }

    /**
     * What is wrong with the model, for a person; empty when it is known or when that is not certain.
     *
     * @param refusal what the provider said when it was asked for the price
     */
    Optional<String> unknown(String model, Answer.Refused<PriceQuote> refusal) {
        int status = refusal.httpStatus() / 100 == 2 ? refusal.code() : refusal.httpStatus();
        if (status != 404 && status != 400) {
            return Optional.empty();
        }
        try {
            List<String> listed = listed();
            if (listed.isEmpty() || listed.contains(model) || !tellsPriceOf(listed.get(0))) {
                return Optional.empty();
            }
            String hint = Suggestion.hint(model, listed);
            return Optional.of("model: " + model + " is none of the provider's models (HTTP " + status + ": "
                    + refusal.message() + "); " + (hint.isEmpty() ? "" : hint + "; ") + "nothing was submitted");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<String> listed() throws IOException {
        HttpAnswer http = questions.ask("GET", "models", null);
        return ApiReader.models(http.status(), http.body()) instanceof Answer.Ok<List<ModelInfo>> ok
                ? ok.value().stream()
                        .map(ModelInfo::id)
                        .filter(id -> !id.isEmpty())
                        .toList()
                : List.of();
    }

    private boolean tellsPriceOf(String model) throws IOException {
        ObjectNode question = JsonNodeFactory.instance.objectNode().put("model_id", model);
        question.putObject("inputs");
        HttpAnswer http = questions.ask("POST", "model/price", question);
        return ApiReader.price(http.status(), http.body()) instanceof Answer.Ok<PriceQuote>;
    }
}
