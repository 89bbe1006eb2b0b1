package io.controlnetflow.routes.app.console;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as an orderly end: the verb is told to stop, says what remains and closes this; only then the process
 * ends, with exit code 130. A verb that takes longer than the patience is ended all the same.
 */
public final class Interrupt implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;

    private Interrupt(Runnable stop) {
        this.hook = new Thread(() -> end(stop), "interrupted");
    }

    /** From now on {@code stop} runs when the process is asked to end. */
    public static Interrupt on(Runnable stop) {
        Interrupt interrupt = new Interrupt(stop);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /** True once the process was asked to end. */
    public boolean asked() {
        return asked.getCount() == 0;
    }

    /** Waits until the process is asked to end. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** The verb has said and closed everything. */
    @Override
    public void close() {
        over.countDown();
        if (!asked()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private void end(Runnable stop) {
        asked.countDown();
        try {
            stop.run();
            over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }
}
