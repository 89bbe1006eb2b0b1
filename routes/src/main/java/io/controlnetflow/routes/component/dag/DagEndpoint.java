package io.controlnetflow.routes.component.dag;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.text.NodeWords;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;

/**
 * Pipelines of nodes: {@code from: dag:FLOW/NODE} makes a route the body of a node, {@code to: dag:FLOW} starts a run of the flow.
 *
 * <p>All nodes of a name together are the flow, checked when the context has started. Options are the words of a node, with values as
 * they are written in a {@code *.dag.yaml} file. {@code to: dag:FLOW} takes the inputs as a map, JSON, or the flow's only picture; it
 * attaches to the run with the same inputs. InOnly answers with the run's id, InOut with the outputs, and holds no thread meanwhile.
 */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "dag",
        title = "DAG",
        syntax = "dag:name",
        category = {Category.AI, Category.WORKFLOW})
public class DagEndpoint extends DagOptions implements MultipleConsumersSupport {
    @UriPath(description = "FLOW/NODE for the body of a node, FLOW to start a run")
    @Metadata(required = true)
    private String name = "";

    /** Made by its component. */
    public DagEndpoint(String uri, DagComponent component) {
        super(uri, component);
    }

    /** While a route is replaced, what was under way in it still is; a node that is there twice is refused with its flow. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    String flow() {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /**
     * The node whose body the consumer's route is.
     *
     * @throws io.controlnetflow.core.dag.InvalidFlow for words that are not as a node's
     */
    Node node(Body body) {
        return NodeWords.node(name.substring(name.indexOf('/') + 1), DagWords.of(this), body);
    }

    @Override
    public Producer createProducer() {
        if (name.contains("/")) {
            throw new IllegalArgumentException(
                    "dag:" + name + ": a single node cannot be started; write to: dag:" + flow());
        }
        if (getHttp() != null) {
            DagHttp.Kind.of(getHttp());
        }
        return new DagProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!name.contains("/")) {
            throw new IllegalArgumentException(
                    "dag:" + name + ": names no node; write from: dag:" + name + "/NODE for the body of a node");
        }
        DagConsumer consumer = new DagConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }
}
