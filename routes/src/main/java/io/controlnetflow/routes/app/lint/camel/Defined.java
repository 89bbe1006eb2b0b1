package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code {{name}}} can stand for: properties, the environment, system properties. Immutable.
 *
 * @param properties those of the routes' folder
 * @param environment names of its variables; their values are nobody's business here
 */
public record Defined(Map<String, String> properties, Set<String> environment) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([?!]?)([^{}:]*)(:([^{}]*))?}}");

    /** Before the colon; what follows names something that is asked when the route starts. */
    private static final Set<String> ASKED = Set.of("service", "service.name", "service.host", "service.port", "bean");

    public Defined {
        properties = Map.copyOf(properties);
        environment = Set.copyOf(environment);
    }

    /** The text with values of properties, and with defaults, in the place of placeholders; others stay. */
    public String fill(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(m -> {
            String value = properties.get(m.group(2));
            if (value == null && m.group(4) != null && !isElsewhere(m.group(2)) && !isFunction(m.group(2))) {
                value = m.group(4);
            }
            return Matcher.quoteReplacement(value == null ? m.group() : value);
        });
    }

    /**
     * What is wrong with the placeholders of a text, one message each.
     *
     * @param more names that hold here, too
     */
    public List<String> wrong(String text, Collection<String> more) {
        List<String> wrong = new ArrayList<>();
        Matcher m = PLACEHOLDER.matcher(text);
        while (m.find()) {
            if (!isDefined(m, more)) {
                wrong.add(undefined(m, more));
            }
        }
        int opened = text.lastIndexOf("{{");
        if (opened >= 0 && text.indexOf("}}", opened) < 0) {
            wrong.add(text.substring(opened).lines().findFirst().orElse("{{") + " is not closed; end it with }}");
        }
        return wrong;
    }

    private boolean isDefined(Matcher m, Collection<String> more) {
        String name = m.group(2);
        String rest = m.group(4);
        if (m.group(1).equals("?") || ASKED.contains(name)) {
            return true;
        }
        if (isFunction(name)) {
            String asked = rest == null ? "" : rest;
            return asked.contains(":")
                    || (name.equals("env") ? inEnvironment(asked) : System.getProperty(asked) != null);
        }
        return rest != null || properties.containsKey(name) || more.contains(name) || isElsewhere(name);
    }

    private static boolean isFunction(String name) {
        return name.equals("env") || name.equals("sys");
    }

    private boolean isElsewhere(String name) {
        return !name.isEmpty() && (System.getProperty(name) != null || inEnvironment(name));
    }

    /** As Camel looks: the name as it is, else in capitals with underscores. */
    private boolean inEnvironment(String name) {
        return environment.contains(name)
                || environment.contains(
                        name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
    }

    private String undefined(Matcher m, Collection<String> more) {
        String name = m.group(2);
        if (isFunction(name)) {
            return m.group() + ": is not set; set it, or give a default: {{" + name + ":" + m.group(4) + ":value}}";
        }
        List<String> known = new ArrayList<>(properties.keySet());
        known.addAll(more);
        String hint = Suggestion.hint(name, known);
        return m.group() + ": is defined nowhere; "
                + (hint.isEmpty()
                        ? "write it into application.properties, or give a default: {{" + name + ":value}}"
                        : hint);
    }
}
