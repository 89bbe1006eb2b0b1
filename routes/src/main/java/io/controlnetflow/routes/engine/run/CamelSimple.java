package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.dag.Reference;
import io.controlnetflow.routes.engine.flow.CellReadings;
import io.controlnetflow.routes.engine.flow.CellView;
import io.controlnetflow.routes.stage.cell.Cells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.DefaultExchange;

/**
 * Camel's Simple, over what a cell refers to: values are variables of an exchange, and never become a part of what is read. Thread-safe.
 */
final class CamelSimple implements CellReadings.Language {
    private static final String LANGUAGE = "simple";

    private final CamelContext camel;
    private final ArtifactStore store;

    CamelSimple(CamelContext camel, ArtifactStore store) {
        this.camel = camel;
        this.store = store;
    }

    /** A number, a truth, a list or a map is what it is in JSON, a file is stored, and anything else is text. */
    @Override
    public Optional<JsonNode> value(String expression, Map<String, JsonNode> known) {
        try {
            Exchange exchange = exchange(known);
            Expression simple = camel.resolveLanguage(LANGUAGE).createExpression(expression);
            simple.init(camel);
            Object found = simple.evaluate(exchange, Object.class);
            Object value = found instanceof Object[] array ? Arrays.asList(array) : found;
            if (value instanceof CharSequence text) {
                return Optional.of(JsonNodeFactory.instance.textNode(text.toString()));
            }
            if (value == null) {
                return Optional.empty();
            }
            exchange.getMessage().setBody(CellValues.isPlain(value) ? value : value.toString());
            return Optional.of(CellValues.of(exchange, store));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new InvalidFlow(expression + " has no value here: "
                    + Cells.sentence(e).lines().findFirst().orElse("it cannot be read"));
        }
    }

    /** A predicate with our short references in it, each as a variable. */
    boolean holds(String when, CellView view) throws IOException {
        Exchange exchange = exchange(view.known());
        String text = when;
        int number = 0;
        for (Map.Entry<Reference, JsonNode> one : view.meant(when).entrySet()) {
            String name = "ref" + ++number;
            exchange.setVariable(name, CellValues.plain(one.getValue(), store));
            text = text.replace(one.getKey().toString(), "${variable." + name + "}");
        }
        Predicate predicate = camel.resolveLanguage(LANGUAGE).createPredicate(text);
        predicate.init(camel);
        return predicate.matches(exchange);
    }

    private Exchange exchange(Map<String, JsonNode> known) throws IOException {
        Exchange exchange = new DefaultExchange(camel);
        CellValues.variables(known, store).forEach(exchange::setVariable);
        return exchange;
    }
}
