package io.controlnetflow.core.image.measure;

import java.util.ArrayList;
import java.util.List;

/** Pictures that a person would take for the same, by their {@link Likeness#dHash}. Pure functions. */
public final class NearDuplicates {
    /** Bits in which the hashes of nearly the same picture may differ. */
    public static final int DISTANCE = 7;

    private NearDuplicates() {}

    /**
     * Groups of two and more. A picture belongs to the first one that it is nearly the same as, so all of a group are like its first.
     *
     * @param hashes of the pictures, in their order
     * @return places in the list, ascending, groups by their first
     */
    public static List<List<Integer>> groups(List<Long> hashes) {
        long[] firsts = new long[hashes.size()];
        List<List<Integer>> groups = new ArrayList<>();
        for (int at = 0; at < hashes.size(); at++) {
            long hash = hashes.get(at);
            int home = 0;
            while (home < groups.size() && Likeness.distance(firsts[home], hash) > DISTANCE) {
                home++;
            }
            if (home == groups.size()) {
                firsts[home] = hash;
                groups.add(new ArrayList<>(1));
            }
            groups.get(home).add(at);
        }
        return groups.stream()
                .filter(group -> group.size() > 1)
                .map(List::copyOf)
                .toList();
    }
}
