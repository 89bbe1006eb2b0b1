package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.ExitCode;
import io.controlnetflow.routes.app.console.Json;
import io.controlnetflow.routes.app.console.Style;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** {@code flow status --spend}: what the ledger says about money, at the quoted prices. A day begins at midnight UTC, as in budgets. */
final class SpendReport {
    private SpendReport() {}

    static int show(Console console, Account account, Clock clock, boolean asJson) {
        Instant midnight = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        Account.Spending today = account.spending(midnight);
        Account.Spending all = account.spending(Instant.EPOCH);
        Optional<Account.Pause> pause = account.paused();
        int code = pause.isPresent() ? ExitCode.PAUSED : ExitCode.DONE;
        if (asJson) {
            ObjectNode json = Json.object().put("exit_code", code);
            json.set("today", json(today));
            json.set("in_all", json(all));
            pause.ifPresent(p -> json.putObject("paused").put("code", p.code()).put("reason", p.reason()));
            console.result(json);
            return code;
        }
        console.say("Today   " + line(today));
        console.say("In all  " + line(all));
        pause.ifPresent(p -> console.say(console.style().caution("Paused (" + p.code() + "): ") + p.reason()));
        return code;
    }

    private static String line(Account.Spending money) {
        return "spent at least " + Style.usd(money.spent()) + ", reserved " + Style.usd(money.reserved())
                + ", released " + Style.usd(money.released()) + ", by " + Style.count(money.posts(), "submit");
    }

    private static ObjectNode json(Account.Spending money) {
        return Json.object()
                .put("spent", money.spent())
                .put("reserved", money.reserved())
                .put("released", money.released())
                .put("submits", money.posts());
    }
}
