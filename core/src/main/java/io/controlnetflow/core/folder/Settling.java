package io.controlnetflow.core.folder;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which files have come to rest. Immutable: each look at the folder gives the next. One look serves all files, so ten thousand
 * cost no more waiting than one.
 */
public final class Settling {
    /** Size and time must be quiet for so long. */
    public static final Duration QUIET = Duration.ofSeconds(1);
    /** At first sight a file counts as quiet when it was last changed so long ago. */
    public static final Duration OLD = Duration.ofSeconds(10);
    /** A file that stays empty for so long will stay so. */
    public static final Duration EMPTY = Duration.ofSeconds(5);

    /** Nothing seen yet. */
    public static final Settling START = new Settling(Map.of(), Instant.EPOCH);

    /** What a file is doing. */
    public enum State {
        /** It may still grow. */
        MOVING,
        SETTLED,
        /** It is at rest and has no bytes. */
        EMPTY
    }

    private record Seen(long size, Instant modified, Instant since) {}

    private final Map<String, Seen> seen;
    private final Instant now;

    private Settling(Map<String, Seen> seen, Instant now) {
        this.seen = seen;
        this.now = now;
    }

    /** A look at the folder. Files that are not listed any more are forgotten. */
    public Settling look(Collection<Entry> listing, Instant at) {
        Map<String, Seen> next = new HashMap<>(listing.size() * 2);
        for (Entry entry : listing) {
            Seen before = seen.get(entry.path());
            boolean same = before != null && before.size == entry.size() && before.modified.equals(entry.modified());
            next.put(
                    entry.path(),
                    same ? before : new Seen(entry.size(), entry.modified(), firstQuiet(before == null, entry, at)));
        }
        return new Settling(next, at);
    }

    /** What the file was doing at the last look. */
    public State state(Entry entry) {
        Seen last = seen.get(entry.path());
        if (last == null || last.size != entry.size() || !last.modified.equals(entry.modified())) {
            return State.MOVING;
        }
        Duration quiet = Duration.between(last.since, now);
        if (entry.size() == 0) {
            return quiet.compareTo(EMPTY) >= 0 ? State.EMPTY : State.MOVING;
        }
        return quiet.compareTo(QUIET) >= 0 ? State.SETTLED : State.MOVING;
    }

    private static Instant firstQuiet(boolean newcomer, Entry entry, Instant at) {
        boolean old = entry.modified().isBefore(at.minus(OLD));
        return newcomer && old ? entry.modified() : at;
    }
}
