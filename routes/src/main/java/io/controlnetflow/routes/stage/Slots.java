package io.controlnetflow.routes.stage;

import java.util.concurrent.atomic.AtomicInteger;

/** How many more may be under way. What was taken is given back one by one. Thread-safe. */
public final class Slots {
    private final int all;
    private final AtomicInteger taken = new AtomicInteger();

    public Slots(int all) {
        this.all = all;
    }

    public int free() {
        return Math.max(0, all - taken.get());
    }

    public void take(int howMany) {
        taken.addAndGet(howMany);
    }

    public void giveBack() {
        taken.decrementAndGet();
    }
}
