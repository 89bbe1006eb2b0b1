package io.controlnetflow.routes.component.pictures;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Works on pictures that are there: sheets, choices, sizes, scores; see {@link PicturesEndpoint}. */
@Component("pictures")
public class PicturesComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PicturesEndpoint endpoint = new PicturesEndpoint(uri, this);
        endpoint.setOperation(remaining);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }
}
