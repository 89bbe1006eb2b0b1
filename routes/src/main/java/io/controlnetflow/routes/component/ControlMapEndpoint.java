package io.controlnetflow.routes.component;

import io.controlnetflow.core.job.ControlKind;
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
 * Make a ControlNet control map (edges, gray, ...) of a photograph.
 *
 * <p>The body is a picture: bytes, a file, a path or a stream of JPEG, PNG or WebP. The answer is a {@link ControlMap}.
 */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "control-map",
        title = "Control Map",
        syntax = "control-map:kind",
        producerOnly = true,
        remote = false,
        category = {Category.AI, Category.TRANSFORMATION})
public class ControlMapEndpoint extends DefaultEndpoint {
    @UriPath(
            enums = "canny,soft-edge,depth,approx-depth,pose,gray,none",
            description = "How the map is made; none takes the picture as a finished map")
    @Metadata(required = true)
    private String kind = "";

    @UriParam(defaultValue = "100", description = "Canny: gradients below are no edge. 0 to 2040")
    private int low = 100;

    @UriParam(defaultValue = "200", description = "Canny: gradients above are an edge. 0 to 2040, not below low")
    private int high = 200;

    @UriParam(
            defaultValue = "1024*1024",
            description = "Width*height of the map in pixels, 256 to 1536 a side; original keeps the picture's size")
    private String size = "1024*1024";

    @UriParam(
            enums = "cover,contain",
            defaultValue = "cover",
            description = "How the picture is brought to the size: cover cuts off, contain adds borders")
    private String fit = "cover";

    public ControlMapEndpoint(String uri, ControlMapComponent component) {
        super(uri, component);
    }

    /** Refuses what cannot work, when the route is loaded. */
    void check() {
        ControlKind.of(kind);
        options();
    }

    ControlMapOptions options() {
        return ControlMapOptions.of(low, high, size, fit);
    }

    @Override
    public Producer createProducer() {
        return new ControlMapProducer(this, ControlKind.of(kind), options());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "control-map makes maps of what it is sent; use it with to:, not from:");
    }

    public String getKind() {
        return kind;
    }

    public void setKind(String kind) {
        this.kind = kind;
    }

    public int getLow() {
        return low;
    }

    public void setLow(int low) {
        this.low = low;
    }

    public int getHigh() {
        return high;
    }

    public void setHigh(int high) {
        this.high = high;
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
