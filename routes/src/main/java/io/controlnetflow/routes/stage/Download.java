package io.controlnetflow.routes.stage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Unwritable;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Output;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.ApiJson;
import io.controlnetflow.routes.stage.call.CallFailed;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what came out.
 *
 * <p><b>In</b>: DOWNLOADING jobs with their completed prediction. <b>Out</b>: DONE, each output in the store, verified. <b>Fails with</b>:
 * a later try on the same address, then on fresh ones from the provider, then HELD. Never a further POST.
 */
public final class Download extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final String QUEUE = "seda:flow-download";
    private static final int AHEAD = 8;
    private static final int SAME_ADDRESS = 3;
    private static final int IN_ALL = 12;
    private static final Duration LONG_ENOUGH = Duration.ofHours(1);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final StageContext site;
    private final Taken taken;
    private final Map<JobKey, Integer> failures = new ConcurrentHashMap<>();

    public Download(StageContext site) {
        this.site = site;
        this.taken = new Taken(site.gates().download(), site.width().download() * AHEAD);
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        Endpoint elsewhere = site.api().elsewhere(getContext(), "flow-download", ANSWER);
        Endpoint api = site.api().endpoint(getContext(), "flow-download-again", ANSWER);
        int width = site.width().download();

        from("timer:flow-download?period=50&delay=0")
                .routeId("flow-download-sweep")
                .filter(exchange -> site.gates().download().open())
                .setBody(exchange -> site.sweep("downloading", this::claim))
                .split(body())
                .to(ExchangePattern.InOnly, QUEUE);

        from(QUEUE + "?" + Queues.WAIT + "&concurrentConsumers=" + width + "&size=" + (width * AHEAD * 2))
                .routeId("flow-download")
                .process(taken::begin)
                .doTry()
                .choice()
                .when(exchange -> failures.getOrDefault(job(exchange).key(), 0) > SAME_ADDRESS)
                .process(exchange -> site.api().call(exchange, "GET", path(job(exchange))))
                .to(api)
                .unmarshal(new ApiJson())
                .process(this::freshAddresses)
                .otherwise()
                .process(Download::knownAddresses)
                .end()
                .split(body(), AggregationStrategies.groupedBody())
                .stopOnException()
                .to("direct:flow-output")
                .end()
                .process(this::done)
                .endDoTry()
                .doCatch(Throwable.class)
                .process(this::failed)
                .end();

        from("direct:flow-output")
                .routeId("flow-output")
                .setProperty(OutputKeeper.OUTPUT, body())
                .filter(exchange -> OutputKeeper.output(exchange) instanceof Output.Url)
                .process(OutputKeeper::call)
                .to(elsewhere)
                .end()
                .process(new OutputKeeper(site.store(), OutputKeeper.MOST)::keep);
    }

    private List<Jobs.Job> claim() {
        return taken.claim(free -> site.ledger().jobs().claimForDownload(free, LEASE));
    }

    private static void knownAddresses(Exchange exchange) throws GoneForGood {
        outputs(exchange, ApiReader.stored(Objects.requireNonNull(job(exchange).result())));
    }

    private void freshAddresses(Exchange exchange) throws CallFailed, GoneForGood {
        HttpAnswer http = Api.answer(exchange);
        Answer<Prediction> answer = ApiReader.prediction(http.status(), http.retryAfter(), http.body());
        Prediction prediction = CallFailed.valueOf(answer, "result");
        if (prediction.status().terminal() && !prediction.status().completed()) {
            throw new GoneForGood("the provider calls it " + prediction.status() + " now");
        }
        LOG.info("{}asked the provider for fresh addresses", named(job(exchange)));
        outputs(exchange, prediction);
    }

    private static void outputs(Exchange exchange, Prediction prediction) throws GoneForGood {
        if (prediction.outputs().isEmpty()) {
            throw new GoneForGood("it completed without any output");
        }
        List<OutputKeeper.Item> items = new ArrayList<>();
        for (int i = 0; i < prediction.outputs().size(); i++) {
            items.add(new OutputKeeper.Item(prediction.outputs().get(i), prediction.flagged(i)));
        }
        exchange.getMessage().setBody(items);
    }

    private void done(Exchange exchange) {
        Jobs.Job job = job(exchange);
        ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
        for (Object output : exchange.getMessage().getBody(List.class)) {
            outputs.add((ObjectNode) output);
        }
        site.ledger().jobs().downloaded(job.key(), outputs.toString());
        failures.remove(job.key());
    }

    private void failed(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Jobs.Job job = job(exchange);
        if (cause instanceof LedgerUnavailable) {
            site.giveBack(() -> site.ledger().jobs().downloadLater(job.key(), site.now(), ""));
            return;
        }
        Throwable within = within(cause);
        if (within instanceof Unwritable full) { // nobody's fault but ours: the provider keeps the picture meanwhile
            Attention.LOG.warn("{}; the picture waits at the provider", full.getMessage());
            site.ledger().jobs().downloadLater(job.key(), site.again(since(job)), named(job) + full.getMessage());
            return;
        }
        int times = failures.merge(job.key(), 1, Integer::sum);
        String problem = named(job) + "the output could not be fetched: "
                + (within.getMessage() == null ? within.getClass().getSimpleName() : within.getMessage());
        boolean tooOften = times >= IN_ALL && site.now().isAfter(since(job).plus(LONG_ENOUGH));
        boolean hopeless = cause instanceof GoneForGood || within instanceof OutputKeeper.TooLarge;
        if (hopeless || tooOften || (times > SAME_ADDRESS && forGood(cause))) {
            failures.remove(job.key());
            LOG.warn("{}", problem);
            site.ledger().jobs().lost(job.key(), problem + "; it was paid for and is not sent again by itself");
        } else {
            site.ledger().jobs().downloadLater(job.key(), site.again(since(job)), problem);
        }
    }

    /** The reason alone: the splitter wraps what one of its parts throws in words of its own. */
    private static Throwable within(Throwable cause) {
        Throwable inner = cause.getCause();
        return cause instanceof CamelExchangeException && inner != null ? inner : cause;
    }

    private Instant since(Jobs.Job job) {
        return job.completedAt() == null ? site.now() : job.completedAt();
    }

    private static boolean forGood(Throwable cause) {
        return cause instanceof CallFailed call && !call.temporary() && !call.accountWide();
    }

    private static String path(Jobs.Job job) {
        return "predictions/" + job.predictionId() + "/result";
    }

    private static String named(Jobs.Job job) {
        return "job " + job.key().brief() + ", prediction " + job.predictionId() + ": ";
    }

    private static Jobs.Job job(Exchange exchange) {
        return Taken.job(exchange);
    }

    /** No further try can help. */
    private static final class GoneForGood extends Exception {
        private static final long serialVersionUID = 1L;

        GoneForGood(String message) {
            super(message);
        }
    }
}
