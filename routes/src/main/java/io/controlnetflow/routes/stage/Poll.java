package io.controlnetflow.routes.stage;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.ApiJson;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for results when they are due.
 *
 * <p><b>In</b>: POLLING jobs that fall due before the next tick. <b>Out</b>: DOWNLOADING or FAILED at once; answers that only say "not
 * yet" as one update a batch. <b>Fails with</b>: PARKED past the deadline, HELD when the provider does not know the id.
 *
 * <p>The delayer holds each row to its instant and hands it to the queue at once, since what follows a delay runs on the
 * scheduler's thread. The aggregator makes one update of many answers.
 */
public final class Poll extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
    private static final String JOB = "ControlNetFlowJob";
    private static final String NOT_YET = "ControlNetFlowNotYet";
    private static final String QUEUE = "seda:flow-poll";
    private static final int AT_ONCE = 4_000;
    private static final int UNKNOWN_TIMES = 5;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final StageContext site;
    private final PollTimes times;
    private final Ending ending;
    private final Slots underWay = new Slots(AT_ONCE);
    private final Map<JobKey, Integer> unknown = new ConcurrentHashMap<>();

    public Poll(StageContext site) {
        this.site = site;
        this.ending = new Ending(site);
        this.times = new PollTimes(site.timing(), site.clock());
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        Endpoint api = site.api().endpoint(getContext(), "flow-poll", ANSWER);
        ScheduledExecutorService delays =
                getContext().getExecutorServiceManager().newScheduledThreadPool(this, "flow-poll-delay", 2);
        long tick = site.timing().tick().toMillis();

        from("timer:flow-poll?delay=0&period=" + tick)
                .routeId("flow-poll-sweep")
                .filter(exchange -> site.gates().poll().open())
                .setBody(exchange -> site.sweep("polling", this::claim))
                .split(body())
                .delay()
                .body(Jobs.Job.class, this::millisUntilDue)
                .asyncDelayed()
                .executorService(delays)
                .to(ExchangePattern.InOnly, QUEUE);

        from(QUEUE + "?" + Queues.WAIT + "&size=" + (AT_ONCE * 2) + "&concurrentConsumers="
                        + site.width().poll())
                .routeId("flow-poll")
                .process(this::mySlot)
                .doTry()
                .process(this::ask)
                .to(api)
                .unmarshal(new ApiJson())
                .process(this::read)
                .doCatch(Exception.class)
                .process(this::unreachable)
                .end()
                .filter(exchangeProperty(NOT_YET).isNotNull())
                .setBody(exchangeProperty(NOT_YET))
                .to("direct:flow-poll-not-yet");

        from("direct:flow-poll-not-yet")
                .routeId("flow-poll-not-yet")
                .aggregate(constant(true), AggregationStrategies.groupedBody())
                .id("flow-poll-aggregator")
                .completionSize(500)
                .completionTimeout(50)
                .completionTimeoutCheckerInterval(10)
                .forceCompletionOnStop()
                .process(this::notYet);
    }

    private List<Jobs.Job> claim() {
        int free = underWay.free();
        List<Jobs.Job> jobs =
                site.ledger().jobs().claimDue(site.now().plus(site.timing().tick()), free, LEASE);
        if (!jobs.isEmpty()) {
            underWay.take(jobs.size());
            site.gates().poll().found();
        }
        return jobs;
    }

    private Object millisUntilDue(Jobs.Job job) {
        return Math.max(0, Duration.between(site.now(), job.due()).toMillis());
    }

    private void mySlot(Exchange exchange) {
        exchange.setProperty(JOB, exchange.getMessage().getBody(Jobs.Job.class));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                underWay.giveBack();
            }
        });
    }

    private void ask(Exchange exchange) {
        site.meters().poll();
        site.api().call(exchange, "GET", "predictions/" + job(exchange).predictionId() + "/result");
    }

    private void read(Exchange exchange) {
        Jobs.Job job = job(exchange);
        HttpAnswer http = Api.answer(exchange);
        Answer<Prediction> answer = ApiReader.prediction(http.status(), http.retryAfter(), http.body());
        if (answer instanceof Answer.Ok<Prediction> ok) {
            unknown.remove(job.key());
            prediction(exchange, job, ok.value());
        } else if (answer instanceof Answer.Refused<Prediction> no) {
            refused(exchange, job, no);
        } else {
            waitOrPark(exchange, job, times.afterTrouble(job, null), false);
        }
    }

    private void prediction(Exchange exchange, Jobs.Job job, Prediction prediction) {
        if (prediction.status().terminal()) {
            times.over(job);
        }
        if (!ending.of(job, prediction)) {
            boolean processing = prediction.status().processing();
            waitOrPark(exchange, job, times.next(job), processing);
        }
    }

    private void refused(Exchange exchange, Jobs.Job job, Answer.Refused<Prediction> no) {
        if (no.temporary()) {
            waitOrPark(exchange, job, times.afterTrouble(job, no.retryAfter()), false);
            return;
        }
        int status = no.httpStatus() / 100 == 2 ? no.code() : no.httpStatus();
        if (status == 401 || status == 402) {
            site.pause(status, no.message());
            waitOrPark(exchange, job, site.now().plusSeconds(30), false);
        } else if (unknown.merge(job.key(), 1, Integer::sum) < UNKNOWN_TIMES) {
            waitOrPark(exchange, job, times.afterTrouble(job, no.retryAfter()), false);
        } else {
            unknown.remove(job.key());
            site.ledger()
                    .jobs()
                    .lost(
                            job.key(),
                            named(job) + "the provider does not give it any more (HTTP " + status + ": " + no.message()
                                    + "); it was accepted and may have been charged");
        }
    }

    private void unreachable(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Jobs.Job job = job(exchange);
        if (cause instanceof LedgerUnavailable) {
            LOG.debug("{}the ledger cannot be reached; it is polled again when its lease is over", named(job));
            return;
        }
        LOG.debug("{}poll did not work out", named(job), cause);
        waitOrPark(exchange, job, times.afterTrouble(job, null), false);
    }

    private void waitOrPark(Exchange exchange, Jobs.Job job, Instant due, boolean processing) {
        String late = times.pastDeadline(job);
        if (late == null) {
            exchange.setProperty(NOT_YET, new Jobs.NextPoll(job.key(), due, processing));
        } else {
            site.ledger().jobs().parked(job.key(), named(job) + late);
        }
    }

    private void notYet(Exchange exchange) {
        List<Jobs.NextPoll> answers = new ArrayList<>();
        for (Object answer : exchange.getMessage().getBody(List.class)) {
            answers.add((Jobs.NextPoll) answer);
        }
        site.ledger().jobs().stillRunning(answers);
        site.meters().pollsWritten();
    }

    private static String named(Jobs.Job job) {
        @Nullable String id = job.predictionId();
        return "job " + job.key().brief() + ", prediction " + id + ": ";
    }

    private static Jobs.Job job(Exchange exchange) {
        return exchange.getProperty(JOB, Jobs.Job.class);
    }
}
