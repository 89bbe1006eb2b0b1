package io.controlnetflow.routes.app.settings;

import java.util.Locale;

/**
 * One row of the settings table: everything that can be set besides the request fields. The word is the option's name, the
 * property's after {@code controlnetflow.}, and, in capitals, the environment variable's after {@code CONTROLNETFLOW_}.
 */
public enum Setting {
    INBOX(Group.FOLDER, "inbox", "DIR", "PATH/inbox", "Folder whose pictures are taken."),
    OUTBOX(Group.FOLDER, "outbox", "DIR", "PATH/outbox", "Folder for pictures, manifests and the contact sheet."),
    STATE(Group.FOLDER, "state", "DIR", "PATH/.flow", "Folder of the ledger, the stored pictures and the log."),
    EMBED(
            Group.FOLDER,
            "embed",
            "",
            "off",
            "Pictures tell inside how they were made: their request, as XMP or PNG text. Pixels stay as they are."),
    CONTROL_KIND(
            Group.FOLDER,
            "control-kind",
            "KIND",
            "canny",
            "Control map made from a dropped picture: canny, soft-edge, gray, approx-depth; pose, depth by a model; none: it is a finished map."),
    PROMPT_FROM(
            Group.FOLDER,
            "prompt-from",
            "WHAT",
            "files",
            "picture: what a dropped picture tells of itself is its prompt, over the folder's and below its sidecar's; files: only files say it."),
    AGREEMENT(
            Group.FOLDER,
            "agreement",
            "on|off",
            "on",
            "Measures how well pictures keep to their control maps, and which look alike: costs some processor time for each."),
    MODELS(
            Group.FOLDER,
            "models",
            "DIR",
            "PATH/models",
            "Folder of the model files that make pose, depth and soft-edge maps."),

    ACCOUNT_LEVEL(
            Group.ACCOUNT,
            "account-level",
            "LEVEL",
            "found by trying",
            "Limits of bronze, silver, gold, ultra or unlimited."),
    BUDGET_RUN(Group.ACCOUNT, "budget-run", "USD", "none", "Most that one run may reserve."),
    BUDGET_DAY(Group.ACCOUNT, "budget-day", "USD", "none", "Most that one day may reserve."),
    DEADLINE(
            Group.ACCOUNT,
            "deadline",
            "TIME",
            "10m",
            "A job that is processed for longer is parked, never sent again."),
    POLL_FLOOR(Group.ACCOUNT, "poll-floor", "TIME", "2s", "Shortest time between two looks at one job."),
    POST_TIMEOUT(
            Group.ACCOUNT,
            "post-timeout",
            "TIME",
            "60s",
            "A POST that takes longer is in doubt; a dead node's counts as under way for a quarter longer."),
    RECONCILE_GAP(Group.ACCOUNT, "reconcile-gap", "TIME", "60s", "Time between the two looks that prove a job absent."),
    ON_DOUBT(
            Group.ACCOUNT,
            "on-doubt",
            "WHAT",
            "hold",
            "When looking up cannot decide: hold, resubmit (may pay twice) or drop."),
    DATABASE_URL(Group.ACCOUNT, "database-url", "URL", "an H2 file in the state folder", "JDBC URL of the ledger."),
    BASE_URL(
            Group.ACCOUNT,
            "base-url",
            "URL",
            "the embedded server; https://api.wavespeed.ai with a key",
            "Server of the API; WAVESPEED_BASE_URL in the environment."),

    WEBHOOK_URL(
            Group.WEBHOOKS,
            "webhook-url",
            "URL",
            "none",
            "Public https address at which the provider calls back; leads to the listener."),
    WEBHOOK_PORT(Group.WEBHOOKS, "webhook-port", "PORT", "8099", "Port of the listener; 0 is any."),
    WEBHOOK_HOST(Group.WEBHOOKS, "webhook-host", "HOST", "127.0.0.1", "Address the listener is bound to."),

    HTTP_PORT(Group.HTTP, "http-port", "PORT", "8080", "Port of requests that start flows; 0 is any."),
    HTTP_HOST(
            Group.HTTP,
            "http-host",
            "HOST",
            "127.0.0.1",
            "Address that requests are taken at; another one lets others start paid jobs."),
    HTTP_URL(
            Group.HTTP,
            "http-url",
            "URL",
            "http://HOST:PORT",
            "How people reach that address, in links that approve or reject."),
    REHEARSE(
            Group.EMBEDDED,
            "rehearse",
            "FAULTS",
            "none",
            "Faults of the embedded server, as in submit:reset-after=0.1,poll:503=0.2,seed=7."),
    GENERATION_TIME(
            Group.EMBEDDED,
            "generation-time",
            "TIME[..TIME]",
            "1s..2s",
            "How long the embedded server takes from submit to picture.");

    /** A heading of the help. */
    enum Group {
        FOLDER("Folder"),
        ACCOUNT("Account, pace and safety"),
        WEBHOOKS("Webhooks instead of polls"),
        HTTP("Requests that start flows, and approvals"),
        EMBEDDED("Embedded server");

        final String heading;

        Group(String heading) {
            this.heading = heading;
        }
    }

    final Group group;
    final String word;
    final String placeholder;
    final String standard;
    final String about;

    Setting(Group group, String word, String placeholder, String standard, String about) {
        this.group = group;
        this.word = word;
        this.placeholder = placeholder;
        this.standard = standard;
        this.about = about;
    }

    String option() {
        return "--" + word;
    }

    String property() {
        return Sources.PREFIX + word;
    }

    String variable() {
        return this == BASE_URL ? "WAVESPEED_BASE_URL" : variable(word);
    }

    public static String variable(String word) {
        return "CONTROLNETFLOW_" + word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
