package io.controlnetflow.core.dag.text;

import io.controlnetflow.core.dag.FlowSpec;
import org.jspecify.annotations.Nullable;

/** Builds a spec from YAML, for {@code beans:} of Camel YAML: {@code builderClass} with the one property {@code words}. Not thread-safe. */
public final class FlowSpecBean {
    private @Nullable String words;

    /** @param words a {@code *.dag.yaml} without its nodes */
    public void setWords(String words) {
        this.words = words;
    }

    /** @throws io.controlnetflow.core.dag.InvalidFlow with everything that is wrong, each with its line and column in the text */
    public FlowSpec build() {
        return FlowSpecText.of(words == null ? "" : words);
    }
}
