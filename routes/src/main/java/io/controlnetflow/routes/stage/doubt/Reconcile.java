package io.controlnetflow.routes.stage.doubt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Doubts;
import io.controlnetflow.core.ledger.Doubts.Doubt;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.core.wire.Prediction;
import io.controlnetflow.core.wire.PredictionPage;
import io.controlnetflow.routes.stage.StageContext;
import io.controlnetflow.routes.stage.call.Api;
import io.controlnetflow.routes.stage.call.ApiJson;
import io.controlnetflow.routes.stage.call.CallFailed;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles doubt: what became of a POST that got no readable answer.
 *
 * <p><b>In</b>: all jobs IN_DOUBT that are due for a look; one look serves all. <b>Out</b>: POLLING with the id that was found at the
 * first look; READY after two complete looks that did not find it, a gap apart, the second after any answer could arrive. <b>Fails
 * with</b>: HELD, or what the policy says, when the list cannot settle it a gap after the POST; a later look when it cannot be read.
 */
public final class Reconcile extends RouteBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    private static final String NEXT_PAGE = "direct:flow-reconcile-page";
    private static final String DOUBTS = "ControlNetFlowDoubts";
    private static final String LOOK = "ControlNetFlowLook";
    private static final int AT_ONCE = 5_000;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration COMMIT = Duration.ofMillis(50);
    private static final Duration LEASE = Duration.ofMinutes(5);

    /** What happens to a job that the look-up cannot settle. */
    public interface Policy {
        void unclear(JobKey key, String problem);
    }

    private final StageContext site;
    private final Policy policy;

    public Reconcile(StageContext site, Policy policy) {
        this.site = site;
        this.policy = policy;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        ApiJson json = new ApiJson();
        Endpoint api = site.api().endpoint(getContext(), "flow-reconcile", ANSWER);
        from("timer:flow-reconcile?period=100&delay=0")
                .routeId("flow-reconcile")
                .filter(exchange -> site.gates().reconcile().open())
                .filter(this::claimed)
                .doTry()
                .loopDoWhile(exchange -> look(exchange).more())
                .to(NEXT_PAGE)
                .end()
                .process(this::decide)
                .endDoTry()
                .doCatch(Exception.class)
                .process(this::noLook)
                .end();

        from(NEXT_PAGE)
                .routeId("flow-reconcile-page")
                .doTry()
                .process(this::askForPage)
                .marshal(json)
                .convertBodyTo(byte[].class)
                .to(api)
                .unmarshal(json)
                .process(Reconcile::readPage)
                .doCatch(Exception.class)
                .onWhen(Reconcile::again)
                .delay()
                .exchange(exchange -> look(exchange).pause())
                .syncDelayed();
    }

    private boolean claimed(Exchange exchange) {
        List<Doubt> claimed = site.sweep("looking up", this::claim);
        exchange.setProperty(DOUBTS, claimed);
        exchange.setProperty(LOOK, new Look(site.now()));
        return !claimed.isEmpty();
    }

    private List<Doubt> claim() {
        int expired = doubts().sweepExpired(false);
        if (expired > 0) {
            LOG.warn("{} jobs: their POST's lease is over without an answer; they are looked up", expired);
        }
        return doubts().claim(AT_ONCE, LEASE);
    }

    private void askForPage(Exchange exchange) {
        Instant oldest = doubts(exchange).stream()
                .map(Doubt::sentAt)
                .min(Instant::compareTo)
                .orElseThrow();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("page", look(exchange).page());
        body.put("page_size", Look.PAGE);
        body.put("created_after", oldest.minus(LookUp.SKEW).toString());
        body.put("include_inputs", true);
        site.api().post(exchange, "predictions", body);
    }

    private static void readPage(Exchange exchange) throws CallFailed {
        HttpAnswer http = Api.answer(exchange);
        PredictionPage page = CallFailed.valueOf(ApiReader.list(http.status(), http.body()), "list of predictions");
        look(exchange).add(page);
    }

    private static boolean again(Exchange exchange) {
        return look(exchange).again(exchange.getException()); // EXCEPTION_CAUGHT is set after this is asked
    }

    private void decide(Exchange exchange) {
        List<Doubt> claimed = doubts(exchange);
        Look look = look(exchange);
        List<String> ids = look.listed().stream().map(Prediction::id).toList();
        Map<JobKey, Verdict> verdicts = LookUp.compare(claimed, look.listed(), doubts().known(ids), look.unreadable());
        for (Doubt doubt : claimed) {
            decide(doubt, look, verdicts.getOrDefault(doubt.job().key(), new Verdict.Absent()));
        }
    }

    private void decide(Doubt doubt, Look look, Verdict verdict) {
        JobKey key = doubt.job().key();
        if (verdict instanceof Verdict.Found found) {
            LOG.info(
                    "job {}: found at the provider as prediction {}; nothing is sent again",
                    key.brief(),
                    found.predictionId());
            if (doubts().adopt(key, found.predictionId(), site.now())) {
                site.gates().poll().signal();
            }
        } else if (verdict instanceof Verdict.Unclear unclear) {
            unclear(doubt, unclear);
        } else if (proven(doubt)) {
            LOG.info("job {}: proven not accepted by two looks; it is sent again", key.brief());
            doubts().provenAbsent(key, "two complete looks at the provider's list " + gap() + " apart did not find it");
            site.gates().submit().signal();
        } else {
            doubts().lookedInVain(key, nextLook(doubt, look));
        }
    }

    private boolean proven(Doubt doubt) {
        Instant looked = doubt.lookedAt();
        Instant now = doubt.claimedAt();
        return looked != null && !now.isBefore(looked.plus(gap())) && !now.isBefore(doubt.answerBy());
    }

    /** In the ledger's time; of the node's own only what the look took. */
    private Instant nextLook(Doubt doubt, Look look) {
        Instant next = doubt.claimedAt()
                .plus(Duration.between(look.begun(), site.now()))
                .plus(COMMIT)
                .plus(gap());
        return next.isBefore(doubt.answerBy()) ? doubt.answerBy() : next;
    }

    /** Others' POSTs may still be without their answers, and their predictions look like this job's: those get a gap to be told apart. */
    private void unclear(Doubt doubt, Verdict.Unclear verdict) {
        Instant toldApart = doubt.sentAt().plus(gap());
        if (doubt.claimedAt().isBefore(toldApart)) {
            doubts().lookLater(doubt.job().key(), toldApart, "looked up, unclear so far: " + verdict.why());
        } else {
            letDecide(doubt, verdict.why(), verdict.candidates());
        }
    }

    private void letDecide(Doubt doubt, String why, List<String> candidates) {
        JobKey key = doubt.job().key();
        String job = key.brief();
        StringBuilder problem = new StringBuilder("job " + job + ": in doubt: " + why);
        if (!candidates.isEmpty()) {
            problem.append("; candidates: ").append(String.join(", ", candidates));
        }
        problem.append("; $")
                .append(usd(doubt.job().asked().price()))
                .append(" may have been charged; decide with: flow resolve ")
                .append(job)
                .append(candidates.isEmpty() ? " --adopt ID" : " --adopt " + candidates.get(0))
                .append(" | flow resolve ")
                .append(job)
                .append(" --resubmit | flow resolve ")
                .append(job)
                .append(" --drop");
        LOG.warn("{}", problem);
        policy.unclear(key, problem.toString());
        site.gates().submit().signal();
    }

    private static String usd(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }

    private void noLook(Exchange exchange) {
        Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (cause instanceof LedgerUnavailable) {
            LOG.debug("looking up waits for the ledger: {}", cause.getMessage());
            return;
        }
        CallFailed refusal = cause instanceof CallFailed call ? call : null;
        boolean forGood = refusal != null && !refusal.temporary() && !refusal.accountWide();
        if (refusal != null && refusal.accountWide()) {
            site.pause(refusal.status(), String.valueOf(refusal.getMessage()));
        }
        for (Doubt doubt : doubts(exchange)) {
            if (forGood) {
                letDecide(doubt, "the provider gives no list (" + cause.getMessage() + ")", List.of());
            } else {
                doubts().lookLater(
                                doubt.job().key(), site.again(doubt.sentAt()), "looking it up: " + cause.getMessage());
            }
        }
    }

    private Duration gap() {
        return site.timing().reconcileGap();
    }

    private Doubts doubts() {
        return site.ledger().doubts();
    }

    @SuppressWarnings("unchecked")
    private static List<Doubt> doubts(Exchange exchange) {
        return exchange.getProperty(DOUBTS, List.class);
    }

    private static Look look(Exchange exchange) {
        return exchange.getProperty(LOOK, Look.class);
    }
}
