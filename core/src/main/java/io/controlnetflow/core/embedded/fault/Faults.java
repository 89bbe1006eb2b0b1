package io.controlnetflow.core.embedded.fault;

import io.controlnetflow.core.embedded.http.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which faults happen how often. Drawn from a seed and the number of the request at its step, so a run can be repeated.
 *
 * <p>Written {@code submit:reset-after=0.1,poll:503=0.2,seed=7,slow-for=3s}. Steps: upload, submit, poll, download, list,
 * webhook, task, other. Kinds: {@link Fault#text()}.
 *
 * @param rules what may happen
 * @param seed chooses the requests that are hit
 * @param slowFor how late a slow answer is
 */
public record Faults(List<Rule> rules, long seed, Duration slowFor) {
    /** Nothing fails. */
    public static final Faults NONE = new Faults(List.of(), 0, Duration.ofSeconds(3));

    /**
     * @param probability 0 to 1
     */
    public record Rule(Step step, Fault fault, double probability) {
        public Rule {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("faults: " + step.text() + ":" + fault.text() + "=" + probability
                        + " is outside 0 to 1; write a probability such as 0.1");
            }
            if (fault.ofTasks() != (step == Step.TASK)) {
                throw new IllegalArgumentException("faults: " + step.text() + ":" + fault.text()
                        + " cannot happen; codes such as 1405 belong to task, everything else to a request");
            }
        }
    }

    public Faults {
        rules = List.copyOf(rules);
    }

    /**
     * Reads the short text; empty text means no faults.
     *
     * @throws IllegalArgumentException with the part that cannot be read
     */
    public static Faults parse(String text) {
        List<Rule> rules = new ArrayList<>();
        long seed = 0;
        Duration slowFor = NONE.slowFor;
        for (String part : text.split(",")) {
            String p = part.trim().toLowerCase(Locale.ROOT);
            if (p.isEmpty()) {
                continue;
            }
            int equals = p.indexOf('=');
            String name = equals < 0 ? p : p.substring(0, equals).trim();
            String value = equals < 0 ? "1" : p.substring(equals + 1).trim();
            try {
                switch (name) {
                    case "seed" -> seed = Long.parseLong(value);
                    case "slow-for" -> slowFor = seconds(value);
                    default -> rules.add(rule(name, Double.parseDouble(value)));
                }
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("faults: " + p + ": " + value + " is not a number", e);
            }
        }
        return new Faults(rules, seed, slowFor);
    }

    private static Duration seconds(String value) {
        return value.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)))
                : Duration.ofMillis((long) (1000
                        * Double.parseDouble(value.endsWith("s") ? value.substring(0, value.length() - 1) : value)));
    }

    private static Rule rule(String name, double probability) {
        int colon = name.indexOf(':');
        Optional<Step> step = colon < 0 ? Optional.empty() : step(name.substring(0, colon));
        Optional<Fault> fault = colon < 0 ? Optional.empty() : Fault.named(name.substring(colon + 1));
        if (step.isEmpty() || fault.isEmpty()) {
            throw new IllegalArgumentException(
                    "faults: " + name + " names no step and kind; write it like submit:reset-after=0.1");
        }
        return new Rule(step.get(), fault.get(), probability);
    }

    private static Optional<Step> step(String word) {
        for (Step s : Step.values()) {
            if (s.text().equals(word)) {
                return Optional.of(s);
            }
        }
        return Optional.empty();
    }

    /** What happens to the n-th request (from 1) at the step, if anything. Pure. */
    public Optional<Fault> drawn(Step step, long n) {
        double point = Draw.unit(seed, step.text().hashCode(), n);
        for (Rule r : rules) {
            if (r.step == step) {
                if (point < r.probability) {
                    return Optional.of(r.fault);
                }
                point -= r.probability;
            }
        }
        return Optional.empty();
    }
}
