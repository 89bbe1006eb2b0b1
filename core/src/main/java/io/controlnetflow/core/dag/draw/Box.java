package io.controlnetflow.core.dag.draw;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A box of a drawing.
 *
 * @param kind what it stands for
 * @param names the node, or the inputs or outputs that it stands for
 * @param head lines at its top
 * @param cells of a node with several, or of one that is run
 * @param notes what else its words say
 * @param many true when it has, or can have, more than one cell
 * @param optional true when the run goes on without it
 * @param hint all that is known, for a pointer that rests on it
 */
record Box(
        Kind kind,
        Set<String> names,
        List<Line> head,
        Cells cells,
        List<String> notes,
        boolean many,
        boolean optional,
        String hint) {
    Box {
        names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        head = List.copyOf(head);
        notes = List.copyOf(notes);
    }

    /** A box at one of the flow's ends. */
    static Box end(Kind kind, Set<String> names, List<Line> head, String hint) {
        return new Box(kind, names, head, Cells.NONE, List.of(), false, false, hint);
    }
}
