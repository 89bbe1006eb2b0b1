package io.controlnetflow.routes.engine.outbox;

import io.controlnetflow.core.image.measure.NearDuplicates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which pictures of the ControlNet model a person would take for the same. Pure. */
public final class Alike {
    private Alike() {}

    /**
     * @return groups of two and more files of the outbox; the same bytes, put there for two drops, count once
     */
    public static List<List<String>> of(Collection<Outcome> outcomes) {
        Set<String> seen = new HashSet<>();
        List<Long> hashes = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            for (Outcome.Shown one : outcome.shown()) {
                Long hash = one.dHash();
                if (hash != null && seen.add(one.outputRef())) {
                    hashes.add(hash);
                    files.add(one.file());
                }
            }
        }
        return NearDuplicates.groups(hashes).stream()
                .map(group -> group.stream().map(files::get).toList())
                .toList();
    }
}
