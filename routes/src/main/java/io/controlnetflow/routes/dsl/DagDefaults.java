package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How the cells of all nodes are run that say nothing themselves. Not thread-safe. */
public final class DagDefaults extends RuleWords<DagDefaults> {
    DagDefaults(ObjectNode words) {
        super(words);
    }

    @Override
    DagDefaults self() {
        return this;
    }
}
