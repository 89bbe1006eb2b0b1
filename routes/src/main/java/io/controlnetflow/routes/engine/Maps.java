package io.controlnetflow.routes.engine;

import io.controlnetflow.core.image.model.MapMaker;
import io.controlnetflow.core.image.model.ModelFolder;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/** Makes control maps for a context. One a context, made when it is first asked for; needs no engine. Thread-safe. */
public final class Maps extends ServiceSupport {
    private final MapMaker maker;

    private Maps(MapMaker maker) {
        this.maker = maker;
    }

    /** The maker of this context, with its folder of models; closed with the context. */
    public static MapMaker of(CamelContext camel) {
        synchronized (camel) {
            Maps maps = camel.hasService(Maps.class);
            if (maps == null) {
                maps = new Maps(new MapMaker(
                        new ModelFolder(EngineSettingsLookup.in(camel).models())));
                try {
                    camel.addService(maps);
                } catch (Exception e) {
                    throw new IllegalStateException(e.getMessage(), e);
                }
            }
            return maps.maker;
        }
    }

    @Override
    protected void doStop() {
        maker.close();
    }
}
