package io.controlnetflow.routes.app.lint.camel;

import io.controlnetflow.routes.app.lint.file.Finding;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What there is to look at in Camel YAML.
 *
 * @param unknown words that have no place where they stand, by the schema; Camel itself knows better
 * @param wrong values that have no place where they stand
 * @param endpoints in reading order
 * @param expressions of the Simple language, in reading order
 */
public record RouteParts(
        List<Finding> unknown, List<Finding> wrong, List<Endpoint> endpoints, List<Expression> expressions) {
    public RouteParts {
        unknown = List.copyOf(unknown);
        wrong = List.copyOf(wrong);
        endpoints = List.copyOf(endpoints);
        expressions = List.copyOf(expressions);
    }

    /** How an endpoint is used. */
    public enum Use {
        /** Messages come from it. */
        FROM,
        /** Messages go to it. */
        TO,
        /** Messages go to whatever its Simple expressions make of it. */
        DYNAMIC
    }

    /**
     * An endpoint as it is written.
     *
     * @param uri where it stands
     * @param text the URI; of a Kamelet's own step, what it would be
     * @param parameters the map beside it; null for none
     * @param fill what the values of parameters go through before they are looked at
     */
    public record Endpoint(
            Use use, ScalarNode uri, String text, @Nullable Node parameters, UnaryOperator<String> fill) {
        public Endpoint(Use use, ScalarNode uri, String text, @Nullable Node parameters) {
            this(use, uri, text, parameters, UnaryOperator.identity());
        }

        /** The same with placeholders filled in. */
        Endpoint filled(UnaryOperator<String> fill) {
            return new Endpoint(use, uri, fill.apply(text), parameters, fill);
        }

        /** The part before the first colon; empty when it is not known before the route runs. */
        public String scheme() {
            String scheme = text.replaceFirst("[:?].*", "");
            return scheme.contains("{{") || scheme.contains("${") ? "" : scheme;
        }

        /** The part between scheme and options, without slashes in front. */
        public String path() {
            int colon = text.indexOf(':');
            return colon < 0
                    ? ""
                    : text.substring(colon + 1).replaceFirst("\\?.*", "").replaceFirst("^/+", "");
        }
    }

    /**
     * A text in Simple.
     *
     * @param place where it stands
     * @param predicate true when it must come to true or false
     */
    public record Expression(ScalarNode place, String text, boolean predicate) {
        Expression(ScalarNode place, boolean predicate) {
            this(place, place.getValue(), predicate);
        }
    }
}
