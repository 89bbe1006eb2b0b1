package io.controlnetflow.routes.component.folder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Make pictures of what lies in a folder, by the folder contract: sidecars, defaults, manifests, contact sheet.
 *
 * <p>The route gets one message for each batch that is final; its body is the
 * {@link io.controlnetflow.routes.engine.folder.BatchSummary}.
 */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "watch-folder",
        title = "Watch Folder",
        syntax = "watch-folder:inbox",
        consumerOnly = true,
        category = {Category.AI, Category.FILE})
public class WatchFolderEndpoint extends DefaultEndpoint {
    @UriPath(description = "The folder whose pictures are taken")
    @Metadata(required = true)
    private String inbox = "";

    @UriParam(description = "The folder for pictures, manifests and the contact sheet.")
    @Metadata(required = true)
    private String outbox = "";

    @UriParam(
            enums = "run,watch",
            defaultValue = "watch",
            description = "run: what lies there now, inputs stay; watch: also whatever comes, inputs move away.")
    private String mode = "watch";

    @UriParam(
            enums = "canny,soft-edge,depth,approx-depth,pose,gray,none",
            defaultValue = "canny",
            description = "The control map made of a picture; none: the picture is a finished map.")
    private String controlKind = "canny";

    @UriParam(
            enums = "optional,required",
            defaultValue = "optional",
            description = "required: a picture without a file beside it that says what to make of it is refused.")
    private String sidecar = "optional";

    @UriParam(
            description =
                    "The flow that every picture starts a run of, which says its other inputs in the files beside it;"
                            + " by default a control map is made, and a picture from it.")
    private @Nullable String flow;

    @UriParam(
            description =
                    "Patterns of the names that are taken, separated by commas, as in *.png,*.jpg; all pictures by default.")
    private @Nullable String accept;

    @UriParam(defaultValue = "5s", description = "How long a picture waits for the files beside it, in watch.")
    private @Nullable String wait;

    @UriParam(
            prefix = "field.",
            multiValue = true,
            description =
                    "Request fields in the API's words, or inputs of the flow, that hold when neither a sidecar nor the folder"
                            + " says otherwise.")
    private @Nullable Map<String, Object> fields;

    /** Made by its component. */
    public WatchFolderEndpoint(String uri, WatchFolderComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("watch-folder: is a source; write 'from: watch-folder:INBOX'");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        WatchFolderConsumer consumer = new WatchFolderConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /**
     * The folder to serve; what the registry's {@link WatchFolderOverrides} say wins over the options. Relative names start from
     * the folder of the context's flows, where there is one.
     */
    public FolderSpec spec() {
        WatchFolderOverrides over = getCamelContext().getRegistry().findSingleByType(WatchFolderOverrides.class);
        ControlKind kind = ControlKind.of(controlKind);
        FolderSpec.Mode how = FolderSpec.Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        if (over != null) {
            kind = over.kind() == null ? kind : over.kind();
            how = over.mode();
        }
        Path home = FlowRuns.home(getCamelContext());
        FolderSpec spec = FolderSpec.of(home.resolve(inbox), home.resolve(outbox), how)
                .with(kind)
                .with(FolderSpec.Sidecars.valueOf(sidecar.toUpperCase(Locale.ROOT)));
        Map<String, Object> own = fields == null ? Map.of() : new TreeMap<>(fields);
        if (flow == null) {
            return spec.with(requestFields(own, over));
        }
        FlowFields inputs = new FlowFields(Flows.of(getCamelContext()).get(flow).spec(), getCamelContext());
        try {
            return spec.with(inputs.of("watch-folder:" + inbox, own, over)).with(flow, names(), patience());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "watch-folder:" + inbox + ": the flow's inputs cannot be read: " + e.getMessage(), e);
        }
    }

    private ObjectNode requestFields(Map<String, Object> own, @Nullable WatchFolderOverrides over) {
        RequestFields.of("watch-folder:" + inbox, own);
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        own.forEach((name, value) -> given.put(name, String.valueOf(value)));
        return over == null ? given : given.setAll(over.fields());
    }

    private List<String> names() {
        return accept == null || accept.isBlank()
                ? List.of()
                : List.of(accept.strip().split("\\s*,\\s*"));
    }

    private Duration patience() {
        return wait == null ? FolderSpec.PATIENCE : Durations.of(wait);
    }

    public String getInbox() {
        return inbox;
    }

    public void setInbox(String inbox) {
        this.inbox = inbox;
    }

    public String getOutbox() {
        return outbox;
    }

    public void setOutbox(String outbox) {
        this.outbox = outbox;
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public String getControlKind() {
        return controlKind;
    }

    public void setControlKind(String controlKind) {
        this.controlKind = controlKind;
    }

    public String getSidecar() {
        return sidecar;
    }

    public void setSidecar(String sidecar) {
        this.sidecar = sidecar;
    }

    public @Nullable String getFlow() {
        return flow;
    }

    public void setFlow(@Nullable String flow) {
        this.flow = flow;
    }

    public @Nullable String getAccept() {
        return accept;
    }

    public void setAccept(@Nullable String accept) {
        this.accept = accept;
    }

    public @Nullable String getWait() {
        return wait;
    }

    public void setWait(@Nullable String wait) {
        this.wait = wait;
    }

    public @Nullable Map<String, Object> getFields() {
        return fields;
    }

    public void setFields(@Nullable Map<String, Object> fields) {
        this.fields = fields;
    }
}
