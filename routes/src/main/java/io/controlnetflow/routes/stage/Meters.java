package io.controlnetflow.routes.stage;

import io.controlnetflow.core.image.measure.MapAgreement;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is counted: {@code controlnetflow.*}. Money in USD at the quoted prices. Thread-safe. */
public final class Meters {
    private static final Logger LOG = LoggerFactory.getLogger("io.controlnetflow");

    private final Counter submits;
    private final Counter polls;
    private final Counter pollUpdates;
    private final Counter callbacks;
    private final Counter doubts;
    private final Counter spent;
    private final Counter saved;
    private final Timer toFile;
    private final Map<ControlKind, DistributionSummary> agreements = new EnumMap<>(ControlKind.class);

    public Meters(MeterRegistry registry, Supplier<Map<JobState, Long>> jobs) {
        submits = Counter.builder("controlnetflow.submits")
                .description("POSTs sent")
                .register(registry);
        polls = Counter.builder("controlnetflow.polls")
                .description("GETs of a prediction")
                .register(registry);
        pollUpdates = Counter.builder("controlnetflow.poll.updates")
                .description("Batches of answers that only said not yet")
                .register(registry);
        callbacks = Counter.builder("controlnetflow.webhooks")
                .description("Webhooks about a job of ours")
                .register(registry);
        doubts = Counter.builder("controlnetflow.doubts")
                .description("POSTs of unknown fate")
                .register(registry);
        spent = Counter.builder("controlnetflow.money.spent").baseUnit("usd").register(registry);
        saved = Counter.builder("controlnetflow.money.saved")
                .baseUnit("usd")
                .description("Requests answered by a job that was there already")
                .register(registry);
        toFile = Timer.builder("controlnetflow.completion.to.file")
                .description("From completion at the provider to the file in the store")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        for (ControlKind kind : ControlKind.values()) {
            if (MapAgreement.by(kind).isPresent()) {
                agreements.put(
                        kind,
                        DistributionSummary.builder("controlnetflow.agreement")
                                .description("How well pictures keep to their control maps, 0 to 1")
                                .publishPercentiles(0.05, 0.5)
                                .tag("kind", kind.text())
                                .register(registry));
            }
        }
        JobCounts counts = new JobCounts(jobs);
        for (JobState state : JobState.values()) {
            Gauge.builder("controlnetflow.jobs", () -> counts.of(state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    public void submit() {
        submits.increment();
    }

    public void poll() {
        polls.increment();
    }

    /** A batch of answers that only said "not yet" was written. */
    public void pollsWritten() {
        pollUpdates.increment();
    }

    public void callback() {
        callbacks.increment();
    }

    public void doubt() {
        doubts.increment();
    }

    public void saved(BigDecimal usd) {
        saved.increment(usd.doubleValue());
    }

    /** How well a picture keeps to its map of a kind; less than nothing in common is nothing. */
    public void agreement(ControlKind kind, double score) {
        DistributionSummary summary = agreements.get(kind);
        if (summary != null) {
            summary.record(Math.max(0, score));
        }
    }

    public void settled(Jobs.Job job) {
        if (job.state() == JobState.DONE) {
            spent.increment(job.cost().doubleValue());
            Instant completed = job.completedAt();
            Instant done = job.doneAt();
            if (completed != null && done != null) {
                toFile.record(Duration.between(completed, done).abs());
            }
        }
    }

    /** Says once more why nothing is submitted. */
    public void paused(String reason) {
        LOG.warn("paused: {}", reason);
    }

    /** Counts of all states, asked at most once a second however many gauges are read. */
    private static final class JobCounts {
        private static final long FRESH_NANOS = 1_000_000_000L;

        private final Supplier<Map<JobState, Long>> ask;
        private Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        private long asked;
        private boolean known;

        JobCounts(Supplier<Map<JobState, Long>> ask) {
            this.ask = ask;
        }

        synchronized double of(JobState state) {
            long now = System.nanoTime();
            if (!known || now - asked > FRESH_NANOS) {
                counts = ask.get();
                asked = now;
                known = true;
            }
            return counts.getOrDefault(state, 0L);
        }
    }
}
