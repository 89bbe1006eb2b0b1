package io.controlnetflow.routes.app.bench;

import java.lang.management.ManagementFactory;

/** What the process uses at this moment. */
final class Usage {
    private static final double MB = 1 << 20;

    private Usage() {}

    /** MB of the heap that are still in use after a collection. */
    static double afterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MB;
    }

    /** Of this thread, since it began. */
    static double processorSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
