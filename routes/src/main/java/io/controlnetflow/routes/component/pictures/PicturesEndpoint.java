package io.controlnetflow.routes.component.pictures;

import io.controlnetflow.routes.component.message.Agreement;
import io.controlnetflow.routes.component.message.ControlMap;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.component.message.MadePicture;
import io.controlnetflow.routes.component.message.NearlySame;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Put pictures on a contact sheet, pick the best of them, find those that are nearly the same, resize one, or score one against its control map.
 *
 * <p>The body is a picture or a list of them: bytes, files, paths, streams, artifacts, {@link GenerationResult}s or
 * {@link ControlMap}s; a map among other pictures is the one that those after it were made by. The answer is a
 * {@link MadePicture}, and of {@code edge-agreement} an {@link Agreement}, of {@code near-duplicates} {@link NearlySame}.
 */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "pictures",
        title = "Pictures",
        syntax = "pictures:operation",
        producerOnly = true,
        remote = false,
        category = {Category.AI, Category.TRANSFORMATION})
public class PicturesEndpoint extends DefaultEndpoint {
    @UriPath(
            enums = "contact-sheet,pick-best,resize,edge-agreement,near-duplicates",
            description =
                    "What is done: all pictures on one, one picture of them, another size, a score, or which are nearly the same")
    @Metadata(required = true)
    private String operation = "";

    @UriParam(
            enums = "edge-agreement,sharpness,first",
            defaultValue = "edge-agreement",
            description = "pick-best: what makes a picture the best. edge-agreement needs the control map that it was"
                    + " made by, sharpness compares pictures of one size, first takes the first")
    private String by = "edge-agreement";

    @UriParam(
            defaultValue = "0",
            description = "contact-sheet: pictures side by side, 1 to 24; 0 for as many as look best")
    private int columns;

    @UriParam(description = "resize: width*height in pixels, 1 to 8192 a side")
    private String size = "";

    @UriParam(
            enums = "cover,contain",
            defaultValue = "cover",
            description = "resize: cover fills the size and cuts off, contain shows all and adds black borders")
    private String fit = "cover";

    public PicturesEndpoint(String uri, PicturesComponent component) {
        super(uri, component);
    }

    /** Refuses what cannot work, when the route is loaded. */
    void check() {
        PictureOperation.of(operation);
        options();
    }

    PicturesOptions options() {
        return PicturesOptions.of(by, columns, size, fit);
    }

    @Override
    public Producer createProducer() {
        return new PicturesProducer(this, PictureOperation.of(operation), options());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("pictures works on what it is sent; use it with to:, not from:");
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public String getBy() {
        return by;
    }

    public void setBy(String by) {
        this.by = by;
    }

    public int getColumns() {
        return columns;
    }

    public void setColumns(int columns) {
        this.columns = columns;
    }

    public String getSize() {
        return size;
    }

    public void setSize(String size) {
        this.size = size;
    }

    public String getFit() {
        return fit;
    }

    public void setFit(String fit) {
        this.fit = fit;
    }
}
