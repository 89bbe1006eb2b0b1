package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A prediction object to a record. What is absent, null or of an odd type is read as nothing; only the id must be there. */
final class PredictionReader {
    private PredictionReader() {}

    static Optional<Prediction> read(JsonNode data) {
        String id = Json.text(data, "id");
        if (!Ids.safe(id)) {
            return Optional.empty();
        }
        String status = Json.text(data, "status");
        return Optional.of(new Prediction(
                id,
                Json.text(data, "model"),
                status.isEmpty() ? Status.CREATED : new Status(status),
                OutputReader.read(data.get("outputs")),
                flags(data.get("has_nsfw_contents")),
                instant(Json.text(data, "created_at")),
                error(data),
                Json.whole(data, "code", 0),
                Json.millis(data.get("timings"), "inference"),
                Json.millis(data, "executionTime"),
                input(data)));
    }

    private static String error(JsonNode data) {
        JsonNode error = data.get("error");
        return error != null && error.isContainerNode() && !error.isEmpty()
                ? Json.write(error)
                : Json.text(data, "error");
    }

    private static @Nullable JsonNode input(JsonNode data) {
        for (String name : List.of("input", "inputs")) {
            JsonNode input = data.get(name);
            if (input != null && input.isObject()) {
                return input;
            }
        }
        return null;
    }

    private static List<Boolean> flags(@Nullable JsonNode node) {
        List<Boolean> flags = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(flag -> flags.add(flag.asBoolean(false)));
        }
        return flags;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
