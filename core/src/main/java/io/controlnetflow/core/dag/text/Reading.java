package io.controlnetflow.core.dag.text;

import io.controlnetflow.core.dag.Flow;
import java.util.List;

/** What a file came to. */
public sealed interface Reading {
    /** A flow that can be planned. */
    record Good(Flow flow) implements Reading {}

    /** @param findings at least one, in reading order */
    record Bad(List<Finding> findings) implements Reading {
        public Bad {
            findings = List.copyOf(findings);
        }
    }
}
