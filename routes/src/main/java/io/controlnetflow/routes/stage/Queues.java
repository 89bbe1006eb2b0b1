package io.controlnetflow.routes.stage;

/** Queues between routes. */
public final class Queues {
    /**
     * How long a consumer waits for its queue before it looks whether it is to stop, in milliseconds. Camel stops one after the other, and
     * its own second for each adds up; shorter ones wake an idle program for nothing (source: {@code SedaConsumer.prepareShutdown}, 4.18.0).
     */
    public static final String WAIT = "pollTimeout=100";

    private Queues() {}
}
