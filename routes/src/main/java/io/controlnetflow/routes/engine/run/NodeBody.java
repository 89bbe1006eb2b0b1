package io.controlnetflow.routes.engine.run;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** A route that is the body of a node. Thread-safe. */
public interface NodeBody {
    /** A new exchange of this route, to be filled and handed to {@link #run}. */
    Exchange exchange();

    /** Runs the body; the exchange holds the result, or what went wrong. */
    void run(Exchange exchange, AsyncCallback callback);

    /** True when every exchange that was made came to its end. */
    default boolean idle() {
        return true;
    }
}
