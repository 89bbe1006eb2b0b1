package io.controlnetflow.core.embedded.fault;

import io.controlnetflow.core.embedded.http.Reply;
import io.controlnetflow.core.embedded.http.Step;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Exact answers for exact requests, for tests. Goes before {@link Faults}. Thread-safe. */
public final class Script {
    /**
     * What is done to one request: a fault, or an answer word by word (then nothing is carried out).
     */
    public record Line(@Nullable Fault fault, @Nullable Reply answer) {}

    private final Map<Step, Map<Long, Line>> numbered = new EnumMap<>(Step.class);
    private final Map<Step, ArrayDeque<Line>> next = new EnumMap<>(Step.class);

    /** The n-th request (from 1, since the server started) at the step meets the fault. */
    public synchronized Script on(Step step, long n, Fault fault) {
        numbered.computeIfAbsent(step, s -> new HashMap<>()).put(n, new Line(fault, null));
        return this;
    }

    /** The next requests at the step meet these faults, one each. */
    public synchronized Script next(Step step, Fault... faults) {
        for (Fault f : faults) {
            next.computeIfAbsent(step, s -> new ArrayDeque<>()).add(new Line(f, null));
        }
        return this;
    }

    /** The next request at the step is answered so, and not carried out. */
    public synchronized Script answer(Step step, int status, Map<String, String> headers, String body) {
        next.computeIfAbsent(step, s -> new ArrayDeque<>()).add(new Line(null, Reply.text(status, body, headers)));
        return this;
    }

    /** Forgets everything that did not happen yet. */
    public synchronized void clear() {
        numbered.clear();
        next.clear();
    }

    synchronized Optional<Line> take(Step step, long n) {
        Line line = numbered.getOrDefault(step, Map.of()).get(n);
        if (line == null) {
            ArrayDeque<Line> queue = next.get(step);
            line = queue == null ? null : queue.poll();
        }
        return Optional.ofNullable(line);
    }
}
