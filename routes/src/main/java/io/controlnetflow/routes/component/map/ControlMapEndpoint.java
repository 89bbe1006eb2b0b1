package io.controlnetflow.routes.component.map;

import io.controlnetflow.core.image.model.ModelOptions;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.component.message.ControlMap;
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
            description = "How the map is made; pose and depth need a model; none takes the picture as a finished map")
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

    @UriParam(
            description =
                    "Model that makes a pose, depth or soft-edge map: a path, or a name in the folder of models (controlnetflow.models)."
                            + " Default: @mediapipe/pose's for pose, depth.onnx for depth, no model for soft-edge")
    private String model = "";

    @UriParam(
            enums = "depth-anything,metric-depth,hed,teed,pidinet,anyline",
            description = "Which network the model is. Default: by its file's name")
    private String network = "";

    @UriParam(
            description =
                    "Size at which the model sees the picture, about side*side pixels, 64 to 2048, where the model leaves it open")
    private String side = "";

    @UriParam(description = "Means of red, green and blue that the model expects, 0 to 1, as in 0.485,0.456,0.406")
    private String mean = "";

    @UriParam(description = "Deviations of red, green and blue that the model expects, as in 0.229,0.224,0.225")
    private String deviation = "";

    @UriParam(enums = "rgb,bgr", description = "Order of the colours that the model expects")
    private String order = "";

    public ControlMapEndpoint(String uri, ControlMapComponent component) {
        super(uri, component);
    }

    /** Refuses what cannot work, when the route is loaded. */
    void check() {
        options().model().apply(ControlKind.of(kind));
    }

    ControlMapOptions options() {
        return ControlMapOptions.of(low, high, size, fit, models());
    }

    private ModelOptions models() {
        return ModelOptions.NONE
                .with("model", model)
                .with("network", network)
                .with("side", side)
                .with("mean", mean)
                .with("deviation", deviation)
                .with("order", order);
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

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public String getNetwork() {
        return network;
    }

    public void setNetwork(String network) {
        this.network = network;
    }

    public String getSide() {
        return side;
    }

    public void setSide(String side) {
        this.side = side;
    }

    public String getMean() {
        return mean;
    }

    public void setMean(String mean) {
        this.mean = mean;
    }

    public String getDeviation() {
        return deviation;
    }

    public void setDeviation(String deviation) {
        this.deviation = deviation;
    }

    public String getOrder() {
        return order;
    }

    public void setOrder(String order) {
        this.order = order;
    }
}
