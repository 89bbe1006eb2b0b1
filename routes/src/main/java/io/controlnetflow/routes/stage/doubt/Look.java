package io.controlnetflow.routes.stage.doubt;

import io.controlnetflow.core.pace.Backoff;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.core.wire.PredictionPage;
import io.controlnetflow.routes.stage.call.CallFailed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the provider's list that were read so far. Only a list that was read to its end proves anything, and a long one has
 * many pages: a page that could not be read is asked for again, a few times, rather than the whole list. Not thread-safe.
 */
final class Look {
    /** The most that is asked for at once (source: the vendor's page on predictions). */
    static final int PAGE = 100;

    private static final int PAGES = 500;
    private static final int TRIES = 5;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Backoff BETWEEN = new Backoff(Duration.ofMillis(200), LONGEST_WAIT, 0);

    private final List<Prediction> listed = new ArrayList<>();
    private final Instant begun;
    private int page = 1;
    private int unreadable;
    private int failures;
    private Duration pause = Duration.ZERO;
    private boolean more = true;

    Look(Instant begun) {
        this.begun = begun;
    }

    boolean more() {
        return more;
    }

    /** The page to ask for, from 1. */
    int page() {
        return page;
    }

    Instant begun() {
        return begun;
    }

    List<Prediction> listed() {
        return listed;
    }

    /** How many entries could not be read; they may be anything. */
    int unreadable() {
        return unreadable;
    }

    void add(PredictionPage read) {
        failures = 0;
        listed.addAll(read.items());
        unreadable += read.unreadable();
        page++;
        more = read.count() > 0 && page <= PAGES; // a page may be shorter than asked for; only an empty one ends
        if (read.count() > 0 && page > PAGES) {
            unreadable++;
        }
    }

    /** True when the page may be asked for again after {@link #pause}; asking changes nothing at the provider. */
    boolean again(@Nullable Throwable trouble) {
        boolean mayHelp = trouble instanceof IOException || (trouble instanceof CallFailed call && call.temporary());
        if (!mayHelp || ++failures >= TRIES) {
            return false;
        }
        pause = BETWEEN.delay(failures, trouble instanceof CallFailed call ? call.retryAfter() : null, 0);
        return pause.compareTo(LONGEST_WAIT) <= 0;
    }

    long pause() {
        return pause.toMillis();
    }
}
