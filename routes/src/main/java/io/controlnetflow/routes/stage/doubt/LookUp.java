package io.controlnetflow.routes.stage.doubt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Doubts.Doubt;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.core.wire.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares jobs in doubt with the predictions that the provider lists: a pure function. A prediction is a job's when the model and
 * all inputs of the stored body are equal, the ledger does not know its id, and it is not older than the intent.
 */
final class LookUp {
    /** How far the provider's clock may be behind ours. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private LookUp() {}

    /**
     * @param listed what the list gave, all pages
     * @param known ids that belong to other jobs
     * @param unreadable items that could not be read: with some, absence is not proven
     */
    static Map<JobKey, Verdict> compare(
            List<Doubt> doubts, List<Prediction> listed, Set<String> known, int unreadable) {
        Map<String, Integer> twins = new HashMap<>();
        for (Doubt doubt : doubts) {
            twins.merge(identity(doubt), 1, Integer::sum);
        }
        Map<JobKey, Verdict> verdicts = new LinkedHashMap<>();
        for (Doubt doubt : doubts) {
            verdicts.put(
                    doubt.job().key(), one(doubt, twins.getOrDefault(identity(doubt), 1), listed, known, unreadable));
        }
        return verdicts;
    }

    private static Verdict one(Doubt doubt, int twins, List<Prediction> listed, Set<String> known, int unreadable) {
        ObjectNode body = body(doubt);
        List<String> same = new ArrayList<>();
        List<String> possible = new ArrayList<>();
        for (Prediction prediction : listed) {
            if (known.contains(prediction.id()) || !fits(doubt, prediction)) {
                continue;
            }
            JsonNode input = prediction.input();
            Inputs.Match match = input == null ? Inputs.Match.POSSIBLE : Inputs.compare(body, input);
            if (match == Inputs.Match.SAME && !same.contains(prediction.id())) {
                same.add(prediction.id());
            } else if (match == Inputs.Match.POSSIBLE && !possible.contains(prediction.id())) {
                possible.add(prediction.id());
            }
        }
        if (same.size() == 1 && twins == 1) {
            return new Verdict.Found(same.get(0));
        }
        if (!same.isEmpty()) {
            return new Verdict.Unclear(
                    same.size() + " listed predictions and " + twins + " jobs in doubt have these inputs", same);
        }
        if (!possible.isEmpty()) {
            return new Verdict.Unclear("the list does not repeat all inputs", possible);
        }
        return unreadable > 0
                ? new Verdict.Unclear(unreadable + " listed predictions could not be read", List.of())
                : new Verdict.Absent();
    }

    private static boolean fits(Doubt doubt, Prediction prediction) {
        boolean model = prediction.model().isEmpty()
                || prediction.model().equals(doubt.job().asked().model());
        boolean time = prediction.createdAt() == null
                || !prediction.createdAt().isBefore(doubt.sentAt().minus(SKEW));
        return model && time;
    }

    private static String identity(Doubt doubt) {
        return doubt.job().asked().model() + '\n' + Inputs.canonical(Inputs.withoutTransport(body(doubt)));
    }

    private static ObjectNode body(Doubt doubt) {
        String body = doubt.job().body();
        return Inputs.parse(body == null ? "{}" : body).orElseThrow();
    }
}
