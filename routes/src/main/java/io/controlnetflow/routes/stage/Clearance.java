package io.controlnetflow.routes.stage;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.wire.Answer;
import io.controlnetflow.core.wire.ApiReader;
import io.controlnetflow.routes.stage.call.HttpAnswer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the balance before the first submit: a wrong key and too little credit pause the account before anything is sent. What the
 * provider cannot answer is no obstacle, nor is a balance of zero or below, as accounts that are billed in arrears have it. Asked again after a pause. Not thread-safe.
 */
final class Clearance {
    private static final Logger LOG = LoggerFactory.getLogger(Clearance.class);
    private static final int LOOKED_AT = 100;

    private final StageContext site;
    private final Questions questions;
    private volatile boolean given;

    Clearance(StageContext site, Questions questions) {
        this.site = site;
        this.questions = questions;
    }

    /** True when jobs may be claimed for their POST. Asks only when there is one and nothing pauses the account. */
    boolean given() {
        if (!given) {
            List<Jobs.Job> ready = site.ledger().jobs().inState(JobState.READY, LOOKED_AT);
            given = !ready.isEmpty() && site.ledger().account().paused().isEmpty() && ask(cheapest(ready));
        }
        return given;
    }

    /** The account was paused: the next submit asks again. */
    void takeBack() {
        given = false;
    }

    private static BigDecimal cheapest(List<Jobs.Job> ready) {
        return ready.stream()
                .map(job -> job.asked().price())
                .min(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    private boolean ask(BigDecimal price) {
        Answer<BigDecimal> answer;
        try {
            HttpAnswer http = questions.ask("GET", "balance", null);
            answer = ApiReader.balance(http.status(), http.body());
        } catch (IOException e) {
            LOG.debug("no balance before the first submit", e);
            return true;
        }
        if (answer instanceof Answer.Ok<BigDecimal> ok && ok.value().compareTo(price) < 0) {
            return ok.value().signum() <= 0 ? mayBeBilledLater(ok.value()) : hold(ok.value(), price);
        }
        if (answer instanceof Answer.Refused<BigDecimal> no) {
            int status = no.httpStatus() / 100 == 2 ? no.code() : no.httpStatus();
            if (status == 401 || status == 402) {
                site.pause(status, no.message());
                return false;
            }
        }
        return true;
    }

    private boolean hold(BigDecimal balance, BigDecimal price) {
        site.pauseForCredit(balance, price);
        return false;
    }

    /** An account that is billed in arrears shows no credit. One without credit is refused with 402, which costs nothing. */
    private static boolean mayBeBilledLater(BigDecimal balance) {
        Attention.LOG.warn(
                "the account's balance is ${}; jobs are submitted all the same, as it may be billed later: if it is not, the provider"
                        + " refuses with 402, which costs nothing and pauses all submits",
                balance.toPlainString());
        return true;
    }
}
