package io.controlnetflow.routes.engine.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.engine.Json;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What of a run does not belong where everybody looks: what the provider flagged as not safe for work, and what jobs made of that. Pure. */
final class Flagged {
    private Flagged() {}

    /**
     * @param done cells
     * @param jobs of the cells that have one
     * @return references
     */
    static Set<String> of(List<Runs.Cell> done, Function<Runs.Cell, Jobs.@Nullable Job> jobs) {
        Set<String> flagged = new HashSet<>();
        for (Runs.Cell cell : done) {
            each(cell, output -> output.path("nsfw").asBoolean(), flagged);
        }
        boolean grows = !flagged.isEmpty();
        while (grows) {
            int before = flagged.size();
            for (Runs.Cell cell : done) {
                Jobs.@Nullable Job job = jobs.apply(cell);
                if (job != null
                        && !Collections.disjoint(
                                Inputs.refs(Json.read(job.asked().inputs())), flagged)) {
                    each(cell, output -> true, flagged);
                }
            }
            grows = flagged.size() > before;
        }
        return flagged;
    }

    private static void each(Runs.Cell cell, Function<JsonNode, Boolean> taken, Set<String> into) {
        JsonNode value = Json.read(cell.output() == null ? "[]" : cell.output());
        for (JsonNode output : value.isArray() ? value : List.of(value)) {
            if (output.path("ref").isTextual() && taken.apply(output)) {
                into.add(output.path("ref").textValue());
            }
        }
    }
}
