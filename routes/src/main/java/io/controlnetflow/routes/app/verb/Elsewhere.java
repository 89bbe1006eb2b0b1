package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.ledger.LedgerHeld;
import io.controlnetflow.routes.app.console.Console;
import io.controlnetflow.routes.app.console.Refusal;
import io.controlnetflow.routes.app.console.Style;
import io.controlnetflow.routes.app.control.Answer;
import io.controlnetflow.routes.app.control.Errand;
import io.controlnetflow.routes.app.control.Knock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has the process that holds a ledger do a command. It stands in another folder, so paths are told whole. */
final class Elsewhere {
    private static final Set<String> PATHS = Set.of("--path", "--inbox", "--outbox", "--state", "--models");
    private static final String INPUT = "--input";

    private Elsewhere() {}

    /**
     * Says what came of it.
     *
     * @param words as they were typed
     * @param path a PATH among them that belongs to no option; null for none
     * @return the exit code
     */
    static int done(Console console, List<String> words, @Nullable Path path, Path state, LedgerHeld held)
            throws InterruptedException {
        Style style = console.style();
        Errand errand = new Errand(whole(words, path), style.colour(), style.unicode(), console.width());
        try {
            Answer answer = Knock.at(state, errand).orElseThrow(() -> held);
            console.pass(answer.out(), answer.err());
            return answer.code();
        } catch (IOException e) {
            throw new Refusal("ledger: the process that holds it was asked, but its answer is lost (" + e
                    + "); 'flow status' shows what came of it");
        }
    }

    /** The same words, from wherever they are read. */
    static List<String> whole(List<String> words, @Nullable Path path) {
        List<String> whole = new ArrayList<>();
        String before = "";
        for (String word : words) {
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = equals < 0 ? before : word.substring(0, equals);
            String value = word.substring(equals + 1);
            whole.add(word.substring(0, equals + 1) + whole(option, value, path));
            before = word.startsWith("--") && equals < 0 ? word : "";
        }
        return whole;
    }

    private static String whole(String option, String value, @Nullable Path path) {
        if (PATHS.contains(option) || (option.isEmpty() && path != null && path.equals(Path.of(value)))) {
            return absolute(value);
        }
        int equals = value.indexOf('=');
        return option.equals(INPUT) && equals > 0 && Files.isRegularFile(Path.of(value.substring(equals + 1)))
                ? value.substring(0, equals + 1) + absolute(value.substring(equals + 1))
                : value;
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
