package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.text.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** A {@code *.dag.yaml} that is not loaded. The message has a line for each finding: {@code file:line:column: …}. */
public final class InvalidFlowFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Finding> findings;

    /** @param findings at least one */
    public InvalidFlowFile(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** In reading order. */
    public List<Finding> findings() {
        return findings;
    }
}
