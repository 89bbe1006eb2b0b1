package io.controlnetflow.routes.component;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
            enums = "canny,soft-edge,gray,none",
            defaultValue = "canny",
            description = "The control map made of a picture; none: the picture is a finished map.")
    private String controlKind = "canny";

    @UriParam(
            enums = "optional,required",
            defaultValue = "optional",
            description = "required: a picture without a file beside it that says what to make of it is refused.")
    private String sidecar = "optional";

    @UriParam(
            prefix = "field.",
            multiValue = true,
            description =
                    "Request fields in the API's words that hold when neither a sidecar nor the folder says otherwise.")
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

    /** The folder to serve; what the registry's {@link WatchFolderOverrides} say wins over the options. */
    FolderSpec spec() {
        WatchFolderOverrides over = getCamelContext().getRegistry().findSingleByType(WatchFolderOverrides.class);
        ObjectNode given = JsonNodeFactory.instance.objectNode();
        Map<String, Object> own = fields == null ? Map.of() : new HashMap<>(fields);
        RequestFields.of("watch-folder:" + inbox, own);
        own.forEach((name, value) -> given.put(name, String.valueOf(value)));
        ControlKind kind = ControlKind.of(controlKind);
        FolderSpec.Mode how = FolderSpec.Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        if (over != null) {
            given.setAll(over.fields());
            kind = over.kind() == null ? kind : over.kind();
            how = over.mode();
        }
        return FolderSpec.of(Path.of(inbox), Path.of(outbox), how)
                .with(kind)
                .with(given)
                .with(FolderSpec.Sidecars.valueOf(sidecar.toUpperCase(Locale.ROOT)));
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

    public @Nullable Map<String, Object> getFields() {
        return fields;
    }

    public void setFields(@Nullable Map<String, Object> fields) {
        this.fields = fields;
    }
}
