package io.controlnetflow.routes.stage.callback;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Body;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.core.wire.Signature;
import io.controlnetflow.routes.stage.CallbackAddress;
import io.controlnetflow.routes.stage.Ending;
import io.controlnetflow.routes.stage.Questions;
import io.controlnetflow.routes.stage.Queues;
import io.controlnetflow.routes.stage.StageContext;
import io.controlnetflow.routes.stage.call.CallFailed;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the provider's word that a prediction has ended.
 *
 * <p><b>In</b>: calls whose signature holds, acknowledged already. <b>Out</b>: what a poll of that prediction would have done; a job
 * whose POST has no answer yet gets its id. <b>Fails with</b>: nothing; what is lost here is found by a later poll.
 */
public final class Callbacks extends RouteBuilder implements CallbackListener.Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);
    private static final String QUEUE = "seda:flow-callback";
    private static final int AT_ONCE = 10_000;
    private static final Duration SECRET_KEPT = Duration.ofMinutes(1);
    private static final int TAKEN = 204;
    private static final int NOT_SIGNED = 401;
    private static final int NOT_NOW = 503;

    private record Notice(@Nullable JobKey key, Prediction prediction) {}

    private record Secret(String text, Instant askedAt) {}

    private final StageContext site;
    private final Questions questions;
    private final Ending ending;
    private volatile @Nullable ProducerTemplate template;
    private volatile @Nullable Secret secret;

    public Callbacks(StageContext site, Questions questions) {
        this.site = site;
        this.questions = questions;
        this.ending = new Ending(site);
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(500));
        template = getContext().createProducerTemplate();
        from(QUEUE + "?" + Queues.WAIT + "&concurrentConsumers=2&size=" + AT_ONCE)
                .routeId("flow-callback")
                .process(this::handle);
    }

    /** Checks and queues; what it is about is looked at later. */
    @Override
    public int receive(CallbackListener.Call call) {
        ProducerTemplate queue = template;
        Secret known = secret(false);
        if (known == null || queue == null) {
            return NOT_NOW;
        }
        if (!signed(call, known) && !signedAnew(call, known)) {
            LOG.warn("a webhook without a valid, fresh signature was refused");
            return NOT_SIGNED;
        }
        Answer<Prediction> answer = ApiReader.webhook(Body.of(call.body()));
        if (answer instanceof Answer.Ok<Prediction> ok) {
            JobKey key = CallbackAddress.job(call.query()).orElse(null);
            try {
                queue.sendBody(QUEUE, new Notice(key, ok.value()));
            } catch (RuntimeException e) {
                return NOT_NOW;
            }
        } else {
            LOG.warn("a signed webhook could not be read; the job's result comes with the next poll");
        }
        return TAKEN;
    }

    private boolean signed(CallbackListener.Call call, Secret by) {
        return Signature.verify(by.text, call.id(), call.timestamp(), call.signature(), call.body(), site.now());
    }

    /** The secret may have been changed: it is asked for again, at most once a minute. */
    private boolean signedAnew(CallbackListener.Call call, Secret old) {
        if (site.now().isBefore(old.askedAt.plus(SECRET_KEPT))) {
            return false;
        }
        Secret fresh = secret(true);
        return fresh != null && signed(call, fresh);
    }

    private synchronized @Nullable Secret secret(boolean anew) {
        Secret known = secret;
        if (known != null && !anew) {
            return known;
        }
        try {
            HttpAnswer http = questions.ask("GET", "webhook/secret", null);
            String text = CallFailed.valueOf(ApiReader.secret(http.status(), http.body()), "the webhook secret");
            secret = new Secret(text, site.now());
            return secret;
        } catch (IOException | CallFailed e) {
            LOG.warn("webhooks cannot be checked: {}; polling goes on", e.getMessage());
            return known;
        }
    }

    private void handle(Exchange exchange) {
        Notice notice = exchange.getMessage().getBody(Notice.class);
        Prediction prediction = notice.prediction;
        Optional<Jobs.Job> found = Optional.ofNullable(notice.key)
                .flatMap(site.ledger().jobs()::find)
                .filter(job -> isAbout(job, prediction));
        if (found.isEmpty() || !prediction.status().terminal()) {
            LOG.debug("a webhook about prediction {} is about no job that waits for it", prediction.id());
            return;
        }
        Jobs.Job job = found.get();
        site.meters().callback();
        if (job.predictionId() == null) {
            if (site.ledger().doubts().calledBack(job.key(), prediction.id(), site.now())) {
                LOG.info(
                        "job {}: the provider called back for it as prediction {}",
                        job.key().brief(),
                        prediction.id());
            } else if (!has(job.key(), prediction.id())) {
                return;
            }
        } else if (job.state() == JobState.PARKED) {
            site.ledger().jobs().resume(job.key());
        }
        ending.of(job, prediction);
    }

    /** The answer to the POST may have come between two looks. */
    private boolean has(JobKey key, String predictionId) {
        return site.ledger()
                .jobs()
                .find(key)
                .filter(job -> predictionId.equals(job.predictionId()))
                .isPresent();
    }

    /** The URL is not signed: what the body says must fit the job that the URL names. */
    private static boolean isAbout(Jobs.Job job, Prediction prediction) {
        if (job.predictionId() != null) {
            return job.predictionId().equals(prediction.id());
        }
        String body = job.body();
        JsonNode said = prediction.input();
        boolean model = prediction.model().isEmpty()
                || prediction.model().equals(job.asked().model());
        return model
                && body != null
                && said != null
                && Inputs.parse(body)
                        .filter(ours -> Inputs.compare(ours, said) != Inputs.Match.DIFFERENT)
                        .isPresent();
    }
}
