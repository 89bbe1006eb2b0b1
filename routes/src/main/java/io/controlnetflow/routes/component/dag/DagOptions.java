package io.controlnetflow.routes.component.dag;

import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** The words of a node as options of an endpoint; null is not given. Camel fills them in when a route is loaded. */
public abstract class DagOptions extends DefaultEndpoint {
    @UriParam(
            prefix = "with.",
            multiValue = true,
            description =
                    "Parameters of the node; values may hold references such as ${canny.image}, and Camel's Simple such as ${date:now:yyyy}."
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

    DagOptions(String uri, DagComponent component) {
        super(uri, component);
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
