package io.controlnetflow.routes.component.map;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Makes control maps of photographs; see {@link ControlMapEndpoint}. */
@Component("control-map")
public class ControlMapComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ControlMapEndpoint endpoint = new ControlMapEndpoint(uri, this);
        endpoint.setKind(remaining);
        setProperties(endpoint, parameters);
        endpoint.check();
        return endpoint;
    }
}
