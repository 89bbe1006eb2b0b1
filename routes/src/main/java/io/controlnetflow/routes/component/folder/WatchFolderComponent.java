package io.controlnetflow.routes.component.folder;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** Makes {@code watch-folder:} endpoints. */
@Component("watch-folder")
public class WatchFolderComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WatchFolderEndpoint endpoint = new WatchFolderEndpoint(uri, this);
        endpoint.setInbox(remaining);
        endpoint.setFields(PropertiesHelper.extractProperties(parameters, "field."));
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
