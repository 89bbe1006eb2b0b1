package io.controlnetflow.routes.component.dag;

import io.controlnetflow.core.dag.Body;
import io.controlnetflow.core.dag.Node;
import io.controlnetflow.core.dag.text.NodeWords;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

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
public class DagEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
    @UriPath(description = "FLOW/NODE for the body of a node, FLOW to start a run")
    @Metadata(required = true)
    private String name = "";

    @UriParam(
            prefix = "with.",
            multiValue = true,
            description = "Parameters of the node; values may hold references such as ${image} or ${canny.image}."
                    + " Of a run that is started: inputs that win over those of the message.")
    private @Nullable Map<String, Object> with;

    @UriParam(
            prefix = "matrix.",
            multiValue = true,
            label = "consumer",
            description = "Coordinates of the node: name to a list, a range such as 1..5, or a reference.")
    private @Nullable Map<String, Object> coordinates;

    @UriParam(
            label = "consumer",
            description =
                    "The names of the coordinates in their order, first one slowest; that of the alphabet by default.")
    private @Nullable String matrix;

    @UriParam(label = "consumer", description = "Points that join the matrix, as a list of maps.")
    private @Nullable String include;

    @UriParam(label = "consumer", description = "Points that leave the matrix, as a list of maps.")
    private @Nullable String exclude;

    @UriParam(
            label = "consumer",
            description = "Nodes that come first, for order only: ids separated by commas; id[*] waits for all cells.")
    private @Nullable String needs;

    @UriParam(label = "consumer", description = "csv:FILE, files:GLOB or a reference; a cell for each item.")
    private @Nullable String each;

    @UriParam(
            label = "consumer",
            description = "How many cells of each barrier must be done: all, settled, any, or {n: 2}.")
    private @Nullable String join;

    @UriParam(label = "consumer", description = "A Simple predicate; false skips the cell and what needs it.")
    private @Nullable String when;

    @UriParam(
            prefix = "retry.",
            multiValue = true,
            label = "consumer",
            description = "retry.max: further attempts of a body that fails; retry.backoff: the pauses, as in 2s..60s.")
    private @Nullable Map<String, Object> retry;

    @UriParam(label = "consumer", description = "How long a cell may take, as in 10m; a paid one is parked.")
    private @Nullable String timeout;

    @UriParam(label = "consumer", description = "false: nothing of other runs is used again; true by default.")
    private @Nullable String cache;

    @UriParam(label = "consumer", description = "true: the run goes on without it.")
    private @Nullable String optional;

    @UriParam(
            label = "consumer",
            description = "Whether results go to the outbox; by default what is paid for, and named outputs.")
    private @Nullable String publish;

    @UriParam(label = "consumer", description = "true: a body that was cut off may be run again.")
    private @Nullable String repeatable;

    @UriParam(
            prefix = "approve.",
            multiValue = true,
            label = "consumer",
            description =
                    "The node waits for a person: approve.show, approve.timeout," + " approve.otherwise, approve.tell.")
    private @Nullable Map<String, Object> approve;

    @UriParam(
            label = "producer",
            enums = "start,state,file",
            description =
                    "The message is a request of platform-http: start answers at once with the run and where it is"
                            + " asked after, state with how it stands and its outputs, file with one of its files.")
    private @Nullable String http;

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
        if (http != null) {
            DagHttp.Kind.of(http);
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

    public @Nullable Map<String, Object> getWith() {
        return with;
    }

    public void setWith(@Nullable Map<String, Object> with) {
        this.with = with;
    }

    public @Nullable Map<String, Object> getCoordinates() {
        return coordinates;
    }

    public void setCoordinates(@Nullable Map<String, Object> coordinates) {
        this.coordinates = coordinates;
    }

    public @Nullable String getMatrix() {
        return matrix;
    }

    public void setMatrix(@Nullable String matrix) {
        this.matrix = matrix;
    }

    public @Nullable String getInclude() {
        return include;
    }

    public void setInclude(@Nullable String include) {
        this.include = include;
    }

    public @Nullable String getExclude() {
        return exclude;
    }

    public void setExclude(@Nullable String exclude) {
        this.exclude = exclude;
    }

    public @Nullable String getNeeds() {
        return needs;
    }

    public void setNeeds(@Nullable String needs) {
        this.needs = needs;
    }

    public @Nullable String getEach() {
        return each;
    }

    public void setEach(@Nullable String each) {
        this.each = each;
    }

    public @Nullable String getJoin() {
        return join;
    }

    public void setJoin(@Nullable String join) {
        this.join = join;
    }

    public @Nullable String getWhen() {
        return when;
    }

    public void setWhen(@Nullable String when) {
        this.when = when;
    }

    public @Nullable Map<String, Object> getRetry() {
        return retry;
    }

    public void setRetry(@Nullable Map<String, Object> retry) {
        this.retry = retry;
    }

    public @Nullable String getTimeout() {
        return timeout;
    }

    public void setTimeout(@Nullable String timeout) {
        this.timeout = timeout;
    }

    public @Nullable String getCache() {
        return cache;
    }

    public void setCache(@Nullable String cache) {
        this.cache = cache;
    }

    public @Nullable String getOptional() {
        return optional;
    }

    public void setOptional(@Nullable String optional) {
        this.optional = optional;
    }

    public @Nullable String getPublish() {
        return publish;
    }

    public void setPublish(@Nullable String publish) {
        this.publish = publish;
    }

    public @Nullable String getRepeatable() {
        return repeatable;
    }

    public void setRepeatable(@Nullable String repeatable) {
        this.repeatable = repeatable;
    }

    public @Nullable String getHttp() {
        return http;
    }

    public void setHttp(@Nullable String http) {
        this.http = http;
    }

    public @Nullable Map<String, Object> getApprove() {
        return approve;
    }

    public void setApprove(@Nullable Map<String, Object> approve) {
        this.approve = approve;
    }
}
