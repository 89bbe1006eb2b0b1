package io.controlnetflow.routes.dsl;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** Any number of routes can stand at it; the one that started last is asked. */
final class Source extends DefaultComponent {
    private final List<DefaultConsumer> started = new CopyOnWriteArrayList<>();

    String ask() throws Exception {
        DefaultConsumer last = started.get(started.size() - 1);
        Exchange exchange = last.createExchange(true);
        last.getProcessor().process(exchange);
        return exchange.getMessage().getBody(String.class);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new At(uri, this);
    }

    private static final class At extends DefaultEndpoint implements MultipleConsumersSupport {
        At(String uri, Source source) {
            super(uri, source);
        }

        @Override
        public boolean isMultipleConsumersSupported() {
            return true;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor) {
                @Override
                protected void doStart() {
                    ((Source) getEndpoint().getComponent()).started.add(this);
                }

                @Override
                protected void doStop() {
                    ((Source) getEndpoint().getComponent()).started.remove(this);
                }
            };
        }
    }
}
