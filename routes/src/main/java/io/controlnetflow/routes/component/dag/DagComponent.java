package io.controlnetflow.routes.component.dag;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Makes {@code dag:} endpoints. */
@Component("dag")
public class DagComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DagEndpoint endpoint = new DagEndpoint(uri, this);
        endpoint.setName(remaining);
        endpoint.setWith(PropertiesHelper.extractProperties(parameters, "with."));
        endpoint.setCoordinates(PropertiesHelper.extractProperties(parameters, "matrix."));
        endpoint.setRetry(PropertiesHelper.extractProperties(parameters, "retry."));
        endpoint.setApprove(PropertiesHelper.extractProperties(parameters, "approve."));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
