package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a node does. */
public sealed interface Body {
    /** @param uri a Camel URI, as in {@code control-map:canny} */
    record Call(String uri) implements Body {
        private static final Pattern FORM = Pattern.compile("(\\{\\{|[A-Za-z][A-Za-z0-9+.-]*:).*", Pattern.DOTALL);

        public Call {
            if (!FORM.matcher(uri).matches()) {
                throw new InvalidFlow(
                        "call", uri + " is not a Camel URI; write component:what, as in control-map:canny");
            }
        }
    }

    /** @param steps inline Camel YAML; a {@code wavespeed:} step can only be the last */
    record Steps(ArrayNode steps) implements Body {
        public Steps {
            if (steps.isEmpty()) {
                throw new InvalidFlow("steps", "is an empty list; write at least one step");
            }
            for (int i = 0; i < steps.size() - 1; i++) {
                if (PaidStep.isIn(steps.get(i))) {
                    throw new InvalidFlow(
                            "steps[" + i + "]",
                            "wavespeed: is not the last step; it answers later, so put what follows into a node of its own");
                }
            }
            steps = steps.deepCopy();
        }
    }

    /** What an approval does when nobody answers in time. */
    enum Otherwise {
        REJECT,
        APPROVE
    }

    /**
     * A person's yes or no.
     *
     * @param show what the person sees, usually a reference; null for nothing
     * @param timeout how long it waits; null for as long as it takes
     * @param otherwise what holds after the timeout
     * @param tell a Camel URI that is told when the person is asked; null for none
     */
    record Approve(
            @Nullable String show,
            @Nullable Duration timeout,
            Otherwise otherwise,
            @Nullable String tell) implements Body {
        public Approve {
            if (timeout == null && otherwise == Otherwise.APPROVE) {
                throw new InvalidFlow(
                        "approve.otherwise", "has no meaning without approve.timeout; give one, as in 24h");
            }
            if (tell != null && !Call.FORM.matcher(tell).matches()) {
                throw new InvalidFlow(
                        "approve.tell", tell + " is not a Camel URI; write component:what, as in direct:ask");
            }
        }
    }

    /** A route that says itself whose body it is. */
    record Route() implements Body {}
}
