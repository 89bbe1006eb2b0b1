package io.controlnetflow.core.embedded.comfyui;

import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderStopped;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks until ComfyUI answers: a ComfyUI that is down delays predictions and loses none. Says once that it is gone and once that it is back. Thread-safe. */
final class Patience {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 10;

    /** Something that may be asked any number of times. */
    interface Question<T> {
        T ask() throws IOException;
    }

    private final URI server;
    private final Duration first;
    private final AtomicBoolean gone = new AtomicBoolean();

    Patience(URI server, Duration first) {
        this.server = server;
        this.first = first;
    }

    <T> T ask(Errand errand, Question<T> question) throws RenderStopped {
        for (int n = 0; ; n++) {
            try {
                T answer = question.ask();
                answered();
                return answer;
            } catch (IOException e) {
                unanswered(errand, e.toString(), n);
            }
        }
    }

    /** Waits before the next attempt. */
    void unanswered(Errand errand, String why, int attempts) throws RenderStopped {
        if (!gone.getAndSet(true)) {
            LOG.warn("comfyui: {} does not answer ({}); predictions wait until it does", server, why);
        }
        errand.pause(wait(first, attempts));
    }

    void answered() {
        if (gone.getAndSet(false)) {
            LOG.warn("comfyui: {} answers again", server);
        }
    }

    static Duration wait(Duration first, int attempts) {
        Duration wait = first.multipliedBy(1L << Math.min(attempts, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
