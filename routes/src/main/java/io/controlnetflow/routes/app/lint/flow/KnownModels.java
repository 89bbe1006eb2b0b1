package io.controlnetflow.routes.app.lint.flow;

import io.controlnetflow.core.schema.KeptSchemas;
import io.controlnetflow.core.schema.ModelInputs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What models other than the ControlNet one take, as far as that is known without asking anybody. Not thread-safe. */
public final class KnownModels {
    private final @Nullable KeptSchemas kept;
    private final Set<String> checked = new TreeSet<>();
    private final Set<String> unchecked = new TreeSet<>();

    private KnownModels(@Nullable KeptSchemas kept) {
        this.kept = kept;
    }

    /** None is known. */
    public static KnownModels none() {
        return new KnownModels(null);
    }

    /** Those whose schemas an earlier program has kept in a state folder. */
    public static KnownModels kept(Path stateFolder, String provider) {
        return new KnownModels(
                KeptSchemas.read(KeptSchemas.file(stateFolder, provider)).orElse(null));
    }

    Optional<ModelInputs> takes(String model) {
        Optional<ModelInputs> takes = kept == null ? Optional.empty() : kept.inputs(model);
        (takes.isPresent() ? checked : unchecked).add(model);
        return takes;
    }

    /** Models whose parameters could not be checked. */
    public Set<String> unchecked() {
        return Set.copyOf(unchecked);
    }

    /** When the provider said what was checked by; empty when nothing was. */
    public Optional<Instant> at() {
        return checked.isEmpty() || kept == null ? Optional.empty() : Optional.of(kept.at());
    }
}
