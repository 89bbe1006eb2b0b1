package io.controlnetflow.routes.engine.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.Node;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Bodies that no route of the context has, or has no more: made of what the run itself keeps of its flow. So a run goes on as it
 * began when its file was changed, and on a node that has no such file. Thread-safe.
 */
final class LooseBodies {
    private final CamelContext camel;
    private final Map<String, NodeBody> bodies = new HashMap<>();

    LooseBodies(CamelContext camel) {
        this.camel = camel;
    }

    Flows.Begun begin(Flow flow, Node node) {
        NodeBody body = of(flow, node);
        return new Flows.Begun(body, body.exchange());
    }

    /** One at a time: a component is made with its first endpoint, and a run that goes on asks for several at once. */
    private synchronized NodeBody of(Flow flow, Node node) {
        if (node.body() instanceof Body.Call call) {
            return bodies.computeIfAbsent(call.uri(), this::endpoint);
        }
        if (node.body() instanceof Body.Steps steps) {
            return bodies.computeIfAbsent(steps.steps().toString(), text -> route(flow, node, steps));
        }
        throw new IllegalStateException("dag:" + flow.name() + "/" + node.id()
                + ": the route that this run began with is not here any more; bring it back, or cancel the run");
    }

    private NodeBody endpoint(String uri) {
        Endpoint endpoint = camel.getEndpoint(uri);
        try {
            AsyncProducer producer = endpoint.createAsyncProducer();
            camel.addService(producer);
            ServiceHelper.startService(producer);
            return new NodeBody() {
                @Override
                public Exchange exchange() {
                    return endpoint.createExchange();
                }

                @Override
                public void run(Exchange exchange, AsyncCallback callback) {
                    producer.process(exchange, callback);
                }
            };
        } catch (Exception e) {
            throw e instanceof RuntimeException known ? known : new IllegalStateException(e.getMessage(), e);
        }
    }

    private NodeBody route(Flow flow, Node node, Body.Steps steps) {
        String id = "flow-body-" + flow.name() + "-" + node.id() + "-"
                + Integer.toHexString(steps.steps().toString().hashCode());
        ObjectNode route = JsonNodeFactory.instance.objectNode();
        ObjectNode from = route.putObject("route").put("id", id).putObject("from");
        from.put("uri", "direct:" + id).set("steps", steps.steps());
        String text = JsonNodeFactory.instance.arrayNode().add(route).toString();
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(id + ".camel.yaml", text));
        } catch (Exception e) {
            throw new IllegalStateException(
                    "dag:" + flow.name() + "/" + node.id() + ": its steps cannot be read again: " + e.getMessage(), e);
        }
        return endpoint("direct:" + id);
    }
}
