package io.controlnetflow.routes.stage;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.pace.PollSchedule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** When a job is polled next, and when it has waited too long. */
final class PollTimes {
    private final StageContext.Timing timing;
    private final Clock clock;
    private final PollSchedule schedule;
    private final Map<JobKey, Integer> troubles = new ConcurrentHashMap<>();

    PollTimes(StageContext.Timing timing, Clock clock) {
        this.timing = timing;
        this.clock = clock;
        this.schedule = new PollSchedule(timing.pollFloor());
    }

    /** After an answer that said "not yet". */
    Instant next(Jobs.Job job) {
        troubles.remove(job.key());
        return clock.instant().plus(schedule.next(job.polls() + 1, chance()));
    }

    /** After a temporary failure. */
    Instant afterTrouble(Jobs.Job job, @Nullable Duration retryAfter) {
        int times = troubles.merge(job.key(), 1, Integer::sum);
        return clock.instant().plus(schedule.afterProblem(times, retryAfter, chance()));
    }

    /** Polling of this job is over. */
    void over(Jobs.Job job) {
        troubles.remove(job.key());
    }

    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /** Why the job is parked now; null when it goes on. */
    @Nullable
    String pastDeadline(Jobs.Job job) {
        Instant now = clock.instant();
        Instant processing = job.processingAt();
        Instant accepted = job.resumedAt() != null ? job.resumedAt() : job.acceptedAt();
        if (processing != null && now.isAfter(processing.plus(timing.deadline()))) {
            return "not finished within " + words(timing.deadline())
                    + " of its start; its id is kept, it is not sent again; poll it again with a longer --deadline";
        }
        if (accepted != null && now.isAfter(accepted.plus(timing.acceptedDeadline()))) {
            return "not finished within " + words(timing.acceptedDeadline())
                    + " of its acceptance; its id is kept, it is not sent again; 'flow resume' polls it again";
        }
        return null;
    }

    private static String words(Duration time) {
        return time.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
