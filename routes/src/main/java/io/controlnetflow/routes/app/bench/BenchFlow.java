package io.controlnetflow.routes.app.bench;

import io.controlnetflow.core.dag.InputType;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.routes.dsl.Dag;
import io.controlnetflow.routes.dsl.DagNode;

/**
 * The flow that is measured: of each job a free cell before it and one behind it, further free cells that stand alone, and one
 * that waits for all of a node. Pure.
 *
 * @param cells in all
 * @param jobs of them that are paid for, with a cell each before and behind
 */
public record BenchFlow(int cells, int jobs) {
    /** Its name. */
    static final String NAME = "bench";

    /** The picture that every job has as its control map. */
    static final String IMAGE = "image";

    public BenchFlow {
        if (cells < 2) {
            throw new IllegalArgumentException("cells: " + cells + " is less than 2");
        }
        if (jobs < 0 || jobs > most(cells)) {
            throw new IllegalArgumentException(
                    "jobs: " + jobs + " is not between 0 and " + most(cells) + ", a third of the cells");
        }
    }

    /** The most jobs that so many cells can hold. */
    private static int most(int cells) {
        return (cells - 2) / 3;
    }

    Dag dag() {
        Dag dag = Dag.flow(NAME).input(IMAGE, InputType.IMAGE).cells(cells);
        DagNode last = dag.node("alone").matrixRange("no", 1, cells - 1 - 3L * jobs);
        last.steps(body("cell ${matrix.no}"));
        if (jobs > 0) {
            dag.node("before").matrixRange("no", 1, jobs).steps(body("job ${matrix.no}"));
            dag.node("paid")
                    .call("wavespeed:" + GenerationRequest.MODEL)
                    .with("control_image", "${image}")
                    .with("prompt", "${before}")
                    .with("size", "256*256")
                    .with("seed", "${matrix.no}");
            dag.node("behind").steps(body("${paid.image}"));
        }
        String all = jobs > 0 ? "behind" : "alone";
        dag.node("all").needs(all + "[*]").steps(body("all"));
        return dag;
    }

    private static String body(String simple) {
        return "[{setBody: {simple: '" + simple + "'}}]";
    }
}
