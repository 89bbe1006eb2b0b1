package io.controlnetflow.routes.engine;

import io.controlnetflow.core.schema.KeptSchemas;
import io.controlnetflow.core.schema.ModelInputs;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.ModelInfo;
import io.controlnetflow.routes.stage.Attention;
import io.controlnetflow.routes.stage.Questions;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What models take, by the schemas in the provider's list of models, which is asked for once an hour (about 2 MB; the vendor's own tools
 * keep it as long) and kept in the state folder. What cannot be checked is said once for each model. Thread-safe.
 */
final class Schemas {
    private static final Logger LOG = LoggerFactory.getLogger(Schemas.class);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration AGAIN = Duration.ofMinutes(1);

    /**
     * @param kept null when none could be had
     * @param why they are not fresh
     */
    private record Known(@Nullable KeptSchemas kept, String why, Instant until) {}

    private final Questions questions;
    private final Clock clock;
    private final Path file;
    private final boolean lasting;
    private final Map<String, Optional<ModelInputs>> read = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private @Nullable Known known;

    /** @param lasting whether those of an earlier program are good for an hour: the server in this process may be another one now */
    Schemas(Questions questions, Clock clock, Path file, boolean lasting) {
        this.questions = questions;
        this.clock = clock;
        this.file = file;
        this.lasting = lasting;
    }

    /** What the model takes; empty when nobody can say. */
    Optional<ModelInputs> of(String model) {
        Known now = now();
        KeptSchemas kept = now.kept;
        if (kept == null) {
            tell(model, "the provider's list of models cannot be had (" + now.why + ")");
            return Optional.empty();
        }
        if (!now.why.isEmpty() && told.add("")) {
            Attention.LOG.warn(
                    "the provider's list of models cannot be had ({}); parameters are checked by the one of {}",
                    now.why,
                    kept.at());
        }
        Optional<ModelInputs> takes = read.computeIfAbsent(model, kept::inputs);
        if (takes.isEmpty()) {
            tell(
                    model,
                    kept.schemas().containsKey(model) ? "its schema cannot be read" : "the provider lists no schema");
        }
        return takes;
    }

    /** Whether a text comes out of the model, and no file. */
    boolean answersWithText(String model) {
        KeptSchemas kept = now().kept;
        return kept != null && kept.texts().contains(model);
    }

    private void tell(String model, String why) {
        if (told.add(model)) {
            Attention.LOG.warn(
                    "{}: its parameters are not checked: {}; a wrong name would be dropped by the provider, and the run billed",
                    model,
                    why);
        }
    }

    private synchronized Known now() {
        Known before = known;
        Instant now = clock.instant();
        if (before == null || !now.isBefore(before.until)) {
            before = fresh(now);
            known = before;
            read.clear();
        }
        return before;
    }

    private Known fresh(Instant now) {
        Optional<KeptSchemas> kept = KeptSchemas.read(file);
        if (lasting && kept.isPresent() && now.isBefore(kept.get().at().plus(KEPT))) {
            return new Known(kept.get(), "", kept.get().at().plus(KEPT));
        }
        String why;
        try {
            HttpAnswer http = questions.ask("GET", "models", null);
            Answer<List<ModelInfo>> answer = ApiReader.models(http.status(), http.body());
            if (answer instanceof Answer.Ok<List<ModelInfo>> ok) {
                KeptSchemas asked = KeptSchemas.of(now, ok.value());
                keep(asked);
                return new Known(asked, "", now.plus(KEPT));
            }
            why = answer instanceof Answer.Refused<List<ModelInfo>> no
                    ? "HTTP " + http.status() + ": " + no.message()
                    : "HTTP " + http.status() + ", unreadable";
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        return new Known(kept.orElse(null), why, now.plus(AGAIN));
    }

    private void keep(KeptSchemas asked) {
        try {
            asked.write(file);
        } catch (IOException e) {
            LOG.debug("{}: the schemas of models are not kept", file, e);
        }
    }
}
