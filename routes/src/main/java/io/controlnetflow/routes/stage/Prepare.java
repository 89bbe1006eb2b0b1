package io.controlnetflow.routes.stage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.wire.Inputs;
import io.controlnetflow.routes.stage.call.CallFailed;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Makes jobs ready to be sent.
 *
 * <p><b>In</b>: NEW jobs. <b>Out</b>: READY, with the body stored that will be sent: addresses in place of bytes, each distinct picture
 * uploaded once. <b>Fails with</b>: a later try for what is temporary, FAILED for what the provider refuses.
 */
public final class Prepare extends RouteBuilder {
    private static final String REF = "ControlNetFlowRef";
    private static final String QUEUE = "seda:flow-prepare";
    private static final int AHEAD = 32;

    private final StageContext site;
    private final Taken taken;
    private final SharedUploads uploads = new SharedUploads();

    public Prepare(StageContext site) {
        this.site = site;
        this.taken = new Taken(site.gates().prepare(), site.width().upload() * AHEAD);
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        int width = site.width().upload();

        from("timer:flow-prepare?period=50&delay=0")
                .routeId("flow-prepare-sweep")
                .filter(exchange -> site.gates().prepare().open())
                .setBody(exchange -> site.sweep("uploading", this::claim))
                .split(body())
                .to(ExchangePattern.InOnly, QUEUE);

        from(QUEUE + "?" + Queues.WAIT + "&concurrentConsumers=" + width + "&size=" + (width * AHEAD * 2))
                .routeId("flow-prepare")
                .process(taken::begin)
                .doTry()
                .process(this::look)
                .filter(exchangeProperty(REF).isNotNull())
                .to("direct:flow-upload")
                .process(this::uploaded)
                .endDoTry()
                .doCatch(Throwable.class)
                .process(this::failed)
                .end();
    }

    private List<Jobs.Job> claim() {
        return site.ledger().account().paused().isPresent()
                ? List.of()
                : taken.claim(site.ledger().jobs()::claimForPrepare);
    }

    /** Ready, when every picture has an address; else the first that has none is uploaded by this job or by another one. */
    private void look(Exchange exchange) throws IOException, CallFailed {
        Jobs.Job job = job(exchange);
        String missing = readied(job);
        if (missing != null && uploads.lead(missing, job)) {
            if (site.ledger()
                    .uploads()
                    .find(site.api().identity(), hex(missing))
                    .isPresent()) {
                release(missing);
                readied(job);
                return;
            }
            exchange.setProperty(REF, missing);
            exchange.getMessage()
                    .setBody(site.store()
                            .find(hex(missing))
                            .orElseThrow(() -> CallFailed.forGood(missing + " is not in the artifact store")));
        }
    }

    /** The first picture that has no address yet; null when there is none and the job became READY. */
    private @Nullable String readied(Jobs.Job job) {
        ObjectNode inputs = Inputs.parse(job.asked().inputs()).orElseThrow();
        Map<String, String> addresses = new HashMap<>();
        for (String ref : Inputs.refs(inputs)) {
            Optional<String> address = site.ledger().uploads().find(site.api().identity(), hex(ref));
            if (address.isEmpty()) {
                return ref;
            }
            addresses.put(ref, address.get());
        }
        site.ledger().jobs().ready(job.key(), Inputs.withUrls(inputs, addresses).toString());
        site.gates().submit().signal();
        return null;
    }

    private void uploaded(Exchange exchange) {
        String ref = exchange.getProperty(REF, String.class);
        String address = exchange.getMessage().getBody(String.class);
        site.ledger().uploads().uploaded(site.api().identity(), hex(ref), address);
        List<Jobs.Job> jobs = release(ref);
        jobs.add(job(exchange));
        for (Jobs.Job job : jobs) {
            if (readied(job) != null) {
                site.ledger().jobs().prepareLater(job.key(), site.now(), "");
            }
        }
        site.gates().prepare().signal();
    }

    private List<Jobs.Job> release(String ref) {
        return new ArrayList<>(uploads.over(ref));
    }

    private void failed(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        List<Jobs.Job> jobs = new ArrayList<>();
        jobs.add(job(exchange));
        String ref = exchange.getProperty(REF, String.class);
        if (ref != null) {
            jobs.addAll(uploads.over(ref));
        }
        if (cause instanceof LedgerUnavailable) {
            site.giveBack(() -> jobs.forEach(job -> site.ledger().jobs().prepareLater(job.key(), site.now(), "")));
            return;
        }
        CallFailed refusal = cause instanceof CallFailed call ? call : null;
        if (refusal != null && refusal.accountWide()) {
            site.pause(refusal.status(), String.valueOf(refusal.getMessage()));
        }
        boolean forGood = refusal != null && !refusal.temporary() && !refusal.accountWide();
        for (Jobs.Job job : jobs) {
            give(job, cause, refusal, forGood);
        }
    }

    private void give(Jobs.Job job, Throwable cause, @Nullable CallFailed refusal, boolean forGood) {
        String problem = "job " + job.key().brief() + ": its control map could not be uploaded: "
                + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        if (forGood) {
            site.ledger().jobs().failed(job.key(), problem + "; nothing was submitted");
        } else {
            Instant due = refusal != null && refusal.retryAfter() != null
                    ? site.now().plus(refusal.retryAfter())
                    : site.again(job.createdAt());
            site.ledger().jobs().prepareLater(job.key(), due, problem);
        }
    }

    private static String hex(String ref) {
        return ref.substring("sha256:".length());
    }

    private static Jobs.Job job(Exchange exchange) {
        return Taken.job(exchange);
    }
}
