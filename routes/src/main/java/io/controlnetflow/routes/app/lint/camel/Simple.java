package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.spi.Language;

/** Reads texts of Camel's Simple language without running them. Not thread-safe. */
final class Simple {
    private static final Pattern UNKNOWN = Pattern.compile("Unknown function: (\\w*)");
    private static final Pattern NO_LANGUAGE = Pattern.compile("No language could be found for: (\\S+)");

    private final Language language;
    private final List<String> functions = new ArrayList<>();

    Simple(CamelContext context, CamelCatalog catalog) {
        this.language = context.resolveLanguage("simple");
        catalog.languageModel("simple")
                .getFunctions()
                .forEach(function -> functions.add(function.getName().replaceFirst("\\W.*", "")));
    }

    /** What is wrong with the text; empty when nothing is, and for beans, which are made later. */
    Optional<String> wrong(String text, boolean predicate) {
        try {
            if (predicate) {
                language.createPredicate(text);
            } else {
                language.createExpression(text);
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            return cause(e) instanceof NoSuchBeanException ? Optional.empty() : Optional.of(said(e));
        }
    }

    private static Throwable cause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private String said(RuntimeException e) {
        String reason =
                String.valueOf(cause(e).getMessage()).lines().findFirst().orElse("cannot be read");
        Matcher unknown = UNKNOWN.matcher(reason);
        if (unknown.find()) {
            String hint = Suggestion.hint(unknown.group(1), functions);
            return unknown.group(1) + " is no function of Simple" + (hint.isEmpty() ? "" : "; " + hint);
        }
        Matcher missing = NO_LANGUAGE.matcher(reason);
        if (missing.find()) {
            return "the language " + missing.group(1) + " is not shipped with this program";
        }
        return "cannot be read as Simple: " + reason.replaceFirst(" at location \\d+$", "");
    }
}
