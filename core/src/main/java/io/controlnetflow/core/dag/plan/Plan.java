package io.controlnetflow.core.dag.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Join;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a run, depth first: what a cell needs stands before it, and the way to the first result is not held up by
 * cells that it does not need.
 *
 * @param cells in depth-first order
 * @param later nodes whose cells are not known yet
 */
public record Plan(List<Cell> cells, List<Later> later) {
    /**
     * @param id which node, at which point
     * @param needs cells that come first, each on its own
     * @param barriers groups of cells that come first; a group is shared by all cells that wait for it
     * @param point values of its coordinates; texts may be references
     * @param seed drawn for it; null when none was asked for
     */
    public record Cell(
            CellId id,
            Set<CellId> needs,
            List<Barrier> barriers,
            Map<String, JsonNode> point,
            @Nullable Integer seed) {
        public Cell {
            needs = Collections.unmodifiableSet(new LinkedHashSet<>(needs));
            barriers = List.copyOf(barriers);
            point = Collections.unmodifiableMap(point);
        }
    }

    /**
     * Every cell of a node.
     *
     * @param node its id
     * @param cells of the node, in its own order
     * @param join how many of them are waited for
     */
    public record Barrier(String node, List<CellId> cells, Join join) {
        public Barrier {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A node that can only be planned when something is known.
     *
     * @param node its id
     * @param waitsFor a cell's id, a node's, or {@code csv:FILE}
     */
    public record Later(String node, String waitsFor) {}

    public Plan {
        cells = List.copyOf(cells);
        later = List.copyOf(later);
    }

    /** Plans a flow that needs no values for it: nothing is drawn, and no cells are made of inputs. */
    public static Plan of(Flow flow) {
        return of(flow, Given.NOTHING);
    }

    /**
     * Plans a flow. With more outputs given, the same cells and those that were to come later.
     *
     * @throws io.controlnetflow.core.dag.InvalidFlow when there are more cells than the flow allows, or a join of coordinates is empty
     */
    public static Plan of(Flow flow, Given given) {
        return new Planner(flow, given).plan();
    }

    /** Which cells need which. Walks over the plan: ask once, and keep it. */
    public Below below() {
        return new Below(cells);
    }
}
