package io.controlnetflow.routes.component.wavespeed;

import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.routes.component.message.ControlMap;
import io.controlnetflow.routes.component.message.GenerationResult;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.jspecify.annotations.Nullable;

/**
 * Generate pictures with a hosted ControlNet model: one paid request for each distinct message.
 *
 * <p>The body is a control map (bytes, file, path, stream or {@link ControlMap}), a GenerationRequest, or a Map or JSON in the API's
 * words. Options are defaults; the body's fields override them, then exchange variables {@code wavespeed.<option>}, then headers
 * {@code CamelWaveSpeed<Option>}. The answer is a {@link GenerationResult}, once the job is done; no thread is held meanwhile.
 */
@UriEndpoint(
        firstVersion = "4.18.0",
        scheme = "wavespeed",
        title = "WaveSpeed",
        syntax = "wavespeed:model",
        producerOnly = true,
        remote = true,
        category = {Category.AI},
        headersClass = WaveSpeedConstants.class)
public class WaveSpeedEndpoint extends WaveSpeedOptions {
    @UriPath(description = "The model id, with its slashes")
    @Metadata(required = true)
    private String model = GenerationRequest.MODEL;

    @UriParam(
            label = "advanced",
            defaultValue = "true",
            description = "Wait for the result without holding a thread; false answers at once with a Ticket")
    private boolean await = true;

    @UriParam(
            label = "advanced",
            description =
                    "For other models: the field of the request that takes a picture in the body; image by default")
    private @Nullable String imageField;

    private RequestFields defaults = RequestFields.NONE;

    public WaveSpeedEndpoint(String uri, WaveSpeedComponent component) {
        super(uri, component);
    }

    /** Refuses what cannot work, when the route is loaded. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        RequestFields.of("wavespeed", Map.of("model", model));
        defaults = RequestFields.of("wavespeed:" + model, options());
    }

    /** The checked options. */
    RequestFields defaults() {
        return defaults;
    }

    @Override
    public Producer createProducer() {
        return new WaveSpeedProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("wavespeed generates from what it is sent; use it with to:, not from:");
    }

    @Override
    public WaveSpeedComponent getComponent() {
        return (WaveSpeedComponent) super.getComponent();
    }

    public String getModel() {
        return model;
    }

    public void setModel(String model) {
        this.model = model;
    }

    public @Nullable String getImageField() {
        return imageField;
    }

    public void setImageField(@Nullable String imageField) {
        this.imageField = imageField;
    }

    public boolean isAwait() {
        return await;
    }

    public void setAwait(boolean await) {
        this.await = await;
    }
}
