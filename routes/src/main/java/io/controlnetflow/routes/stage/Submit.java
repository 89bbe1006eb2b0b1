package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.core.wire.PredictionWriter;
import io.controlnetflow.core.wire.SubmitOutcome;
import io.controlnetflow.core.wire.SubmitOutcomes;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.ApiJson;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends jobs: one POST each.
 *
 * <p><b>In</b>: READY jobs, claimed as many as there are free slots; the intent is committed by the claim. <b>Out</b>: POLLING with the
 * provider's id. <b>Fails with</b>: back to READY when certainly not accepted, FAILED when it never will be, IN_DOUBT when nobody
 * knows. Nothing here repeats a POST: no redelivery, no retry in the HTTP client.
 */
public final class Submit extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Submit.class);
    private static final String CLAIM = "ControlNetFlowClaim";
    private static final String OUTCOME = "ControlNetFlowOutcome";
    private static final String QUEUE = "seda:flow-submit";
    /** Between two looks for old uploads, which live a day longer than they are used. */
    private static final Duration UPLOADS_LOOK = Duration.ofHours(1);

    private static final Duration LEAST_MARGIN = Duration.ofSeconds(2);

    private final StageContext site;
    private final Pacer pacer;
    private final @Nullable CallbackAddress callbacks;
    private final Slots slots;
    private final Slowdown slowdown = new Slowdown();
    private final Clearance clearance;
    private Instant uploadsLookedAt = Instant.MIN;
    private volatile boolean syncSeen;

    /** @param callbacks told to the provider with each job; null: none */
    public Submit(StageContext site, Questions questions, Pacer pacer, @Nullable CallbackAddress callbacks) {
        this.site = site;
        this.clearance = new Clearance(site, questions);
        this.pacer = pacer;
        this.callbacks = callbacks;
        this.slots = new Slots(site.width().submit());
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        int width = site.width().submit();
        Endpoint post =
                site.api().endpoint(getContext(), "flow-submit", site.timing().post());
        Endpoint syncPost = site.api()
                .endpoint(getContext(), "flow-submit-sync", site.timing().syncPost());

        from("timer:flow-submit?period=50&delay=0")
                .routeId("flow-submit-sweep")
                .filter(exchange -> site.gates().submit().open())
                .setBody(exchange -> site.sweep("submitting", this::claim))
                .split(body())
                .to(ExchangePattern.InOnly, QUEUE);

        from(QUEUE + "?" + Queues.WAIT + "&concurrentConsumers=" + width + "&size=" + (width * 2))
                .routeId("flow-submit")
                .process(this::mySlot)
                .filter(this::fenced)
                .doTry()
                .process(this::write)
                .choice()
                .when(exchange -> sync(claim(exchange)))
                .to(syncPost)
                .otherwise()
                .to(post)
                .end()
                .unmarshal(new ApiJson())
                .process(exchange -> outcome(exchange, answered(exchange)))
                .endDoTry()
                .doCatch(Throwable.class)
                .process(exchange -> outcome(exchange, unanswered(exchange)))
                .end()
                .process(this::decide);
    }

    private List<Jobs.Claim> claim() {
        int free = slowdown.allowed(slots.free(), site.now());
        if (free == 0 || !clearance.given()) {
            return List.of();
        }
        uploadAgain();
        List<Jobs.Claim> claims = site.ledger().jobs().claimForSubmit(free, lease());
        slots.take(claims.size());
        if (!claims.isEmpty()) {
            site.gates().submit().found();
        }
        if (claims.size() == free) {
            site.gates().submit().signal();
        }
        return claims;
    }

    /** Jobs whose upload may be dead by now go back before they are claimed. */
    private void uploadAgain() {
        Instant now = site.now();
        if (now.isBefore(uploadsLookedAt.plus(UPLOADS_LOOK))) {
            return;
        }
        uploadsLookedAt = now;
        int old = site.ledger().jobs().uploadAgain();
        if (old > 0) {
            LOG.info("{} jobs waited longer than their uploads live; their pictures are uploaded again", old);
            site.gates().prepare().signal();
        }
    }

    /** Outlasts the longest POST by a quarter: time to wait in the queue and to write down the answer. */
    private Duration lease() {
        Duration post = syncSeen ? site.timing().syncPost() : site.timing().post();
        Duration margin = post.dividedBy(4);
        return post.plus(margin.compareTo(LEAST_MARGIN) < 0 ? LEAST_MARGIN : margin);
    }

    private void mySlot(Exchange exchange) {
        exchange.setProperty(CLAIM, exchange.getMessage().getBody(Jobs.Claim.class));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                slots.giveBack();
                site.gates().submit().signal();
            }
        });
    }

    /** The last question before money is spent: still mine, and the lease outlasts the POST. */
    private boolean fenced(Exchange exchange) {
        Jobs.Claim claim = claim(exchange);
        Duration within = sync(claim) ? site.timing().syncPost() : site.timing().post();
        syncSeen |= sync(claim);
        if (site.ledger().jobs().mine(claim, within.plusSeconds(1))) {
            return true;
        }
        if (site.ledger().jobs().mine(claim, Duration.ZERO)) {
            site.ledger()
                    .jobs()
                    .refused(claim, site.now(), "its turn came too late to be sent safely; it is claimed again");
        }
        return false;
    }

    private void write(Exchange exchange) {
        Jobs.Job job = claim(exchange).job();
        site.api().postStored(exchange, job.asked().model(), job.body());
        if (callbacks != null && !says(claim(exchange), "enable_base64_output")) {
            Api.query(exchange, callbacks.parameter(job.key()));
        }
        site.meters().submit();
    }

    private SubmitOutcome answered(Exchange exchange) {
        HttpAnswer answer = Api.answer(exchange);
        return SubmitOutcomes.ofAnswer(answer.status(), answer.retryAfter(), answer.body(), site.now());
    }

    private static SubmitOutcome unanswered(Exchange exchange) {
        return SubmitOutcomes.ofFailure(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private static void outcome(Exchange exchange, SubmitOutcome outcome) {
        exchange.setProperty(OUTCOME, outcome);
    }

    private void decide(Exchange exchange) {
        Jobs.Claim claim = claim(exchange);
        SubmitOutcome outcome = exchange.getProperty(OUTCOME, SubmitOutcome.class);
        if (outcome instanceof SubmitOutcome.Accepted accepted) {
            accepted(claim, accepted.prediction());
        } else if (outcome instanceof SubmitOutcome.NotAccepted no) {
            notAccepted(claim, no);
        } else if (outcome instanceof SubmitOutcome.Ambiguous ambiguous) {
            site.meters().doubt();
            LOG.warn(
                    "job {}: the POST's fate is unknown ({}); it is looked up at the provider and not sent again meanwhile",
                    claim.job().key().brief(),
                    ambiguous.why());
            site.ledger().jobs().inDoubt(claim, ambiguous.why());
            site.gates().reconcile().signal();
        }
    }

    private void accepted(Jobs.Claim claim, Prediction prediction) {
        Instant sent = Objects.requireNonNullElse(claim.job().submittedAt(), site.now());
        slowdown.accepted(sent);
        pacer.accepted(sent, site.now());
        LOG.info("job {}: accepted as prediction {}", claim.job().key().brief(), prediction.id());
        boolean mine = site.ledger()
                .jobs()
                .accepted(claim, prediction.id(), site.now().plus(site.timing().pollFloor()));
        if (mine && prediction.status().completed()) {
            site.ledger().jobs().completed(claim.job().key(), PredictionWriter.json(prediction));
            site.gates().download().signal();
        }
        site.gates().poll().signal();
    }

    private void notAccepted(Jobs.Claim claim, SubmitOutcome.NotAccepted no) {
        String words = no.status() == 0 ? no.message() : "HTTP " + no.status() + ": " + no.message();
        switch (no.why()) {
            case RATE -> {
                pacer.refused(site.now());
                Instant due = slower(claim, no.retryAfter());
                LOG.debug("too fast for the provider ({}); tried again at {}", words, due);
                site.ledger().jobs().refused(claim, due, words);
            }
            case NOT_REACHED -> {
                Instant due = slower(claim, no.retryAfter());
                LOG.warn("the provider cannot be reached ({}); tried again at {}", words, due);
                site.ledger().jobs().refused(claim, due, words);
            }
            case UNAUTHORIZED, NO_CREDIT -> {
                site.pause(no.why() == SubmitOutcome.Why.UNAUTHORIZED ? 401 : 402, no.message());
                clearance.takeBack();
                site.ledger().jobs().refused(claim, site.now(), words);
            }
            case REJECTED -> {
                site.ledger()
                        .jobs()
                        .rejected(
                                claim,
                                "job " + claim.job().key().brief() + ": refused by the provider: " + words
                                        + "; nothing was paid");
            }
        }
    }

    private Instant slower(Jobs.Claim claim, @Nullable Duration retryAfter) {
        Instant now = site.now();
        Instant sent = Objects.requireNonNullElse(claim.job().submittedAt(), now);
        return slowdown.refused(
                sent, now, retryAfter, ThreadLocalRandom.current().nextDouble());
    }

    private static boolean sync(Jobs.Claim claim) {
        return says(claim, "enable_sync_mode");
    }

    private static boolean says(Jobs.Claim claim, String option) {
        String body = claim.job().body();
        return body != null
                && body.contains(option)
                && Inputs.parse(body)
                        .map(inputs -> inputs.path(option).asBoolean())
                        .orElse(false);
    }

    private static Jobs.Claim claim(Exchange exchange) {
        return exchange.getProperty(CLAIM, Jobs.Claim.class);
    }
}
