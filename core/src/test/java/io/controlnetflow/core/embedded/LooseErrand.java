package io.controlnetflow.core.embedded;

import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderStopped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An errand without a server: notes in memory. */
public final class LooseErrand implements Errand {
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile Optional<String> note = Optional.empty();

    @Override
    public String id() {
        return "00112233445566778899aabbccddeeff";
    }

    @Override
    public Optional<String> note() {
        return note;
    }

    @Override
    public void keep(String text) {
        note = Optional.of(text);
    }

    @Override
    public void pause(Duration time) throws RenderStopped {
        try {
            if (stop.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RenderStopped(true);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenderStopped(false);
        }
    }

    public void cancel() {
        stop.countDown();
    }
}
