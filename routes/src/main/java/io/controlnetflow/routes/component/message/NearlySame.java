package io.controlnetflow.routes.component.message;

import java.util.List;

/**
 * What {@code pictures:near-duplicates} answers with.
 *
 * @param count pictures that are nearly the same as an earlier one
 * @param groups places in the list of pictures, from 0, of those that are nearly the same
 * @param distinct places of the pictures that are left when of each group only the first stays
 */
public record NearlySame(int count, List<List<Integer>> groups, List<Integer> distinct) {
    public NearlySame {
        groups = List.copyOf(groups);
        distinct = List.copyOf(distinct);
    }
}
