package io.controlnetflow.routes.app.decide;

import io.controlnetflow.core.ledger.Decision;
import io.controlnetflow.core.ledger.Runs;
import org.jspecify.annotations.Nullable;

/** A question as a page without scripts. Pure functions. */
final class ApprovalPage {
    private static final String FRAME = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <style>
            body {font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff}
            img {max-width: 100%%; border: 1px solid #ccc}
            button {font: inherit; padding: .5rem 1.5rem; margin: 1rem .5rem 0 0}
            </style>
            </head>
            <body>
            <h1>%1$s</h1>
            %2$s
            </body>
            </html>
            """;
    private static final String FORM = """
            <form method="post">
            <button name="decision" value="approve">Approve</button>
            <button name="decision" value="reject">Reject</button>
            </form>""";

    private ApprovalPage() {}

    /** @param picture the query of the link, when there is a picture to show */
    static String of(Runs.NewRun run, String cell, Decision decision, @Nullable String picture) {
        String shown = picture == null
                ? ""
                : "<p><img src=\"approve/picture?" + escaped(picture) + "\" alt=\"what is to be decided\"></p>\n";
        return FRAME.formatted(
                escaped(run.flow() + ": " + cell),
                "<p>" + escaped(run.label()) + "</p>\n" + shown + "<p>" + words(decision) + "</p>\n"
                        + (decision == Decision.WAITS ? FORM : ""));
    }

    static String of(String error) {
        return FRAME.formatted("Nothing to decide", "<p>" + escaped(error) + "</p>");
    }

    /** What holds, as a sentence. */
    static String words(Decision decision) {
        return switch (decision) {
            case NOT_YET -> "Nobody is asked yet.";
            case WAITS -> "This waits for your decision.";
            case APPROVED -> "This was approved.";
            case REJECTED -> "This was rejected.";
            case APPROVED_LATE -> "This has expired: nobody decided in time, and it was approved.";
            case REJECTED_LATE -> "This has expired: nobody decided in time, and it was rejected.";
            case SKIPPED -> "This is not asked any more: what stands before it was not made.";
            case CANCELLED -> "The run was cancelled.";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
