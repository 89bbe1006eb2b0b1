package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.component.message.ControlMap;
import io.controlnetflow.routes.engine.Bench;
import io.controlnetflow.routes.engine.Engine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our components in an application that is not ours: no Main, no settings but properties, its own error handler. */
class ForeignContextTest extends CamelTestSupport {
    @TempDir
    static Path folder;

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", MeterRegistry.class, meters);
        Properties properties = new Properties();
        properties.setProperty("controlnetflow.state", folder.resolve("state").toString());
        properties.setProperty("controlnetflow.poll-floor", "200ms");
        context.getPropertiesComponent().setOverrideProperties(properties);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(
                        deadLetterChannel("mock:dead").maximumRedeliveries(3).redeliveryDelay(0));
                from("direct:picture")
                        .routeId("theirs")
                        .to("wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0?size=256*256&prompt=a lighthouse")
                        .to("mock:result");
            }
        };
    }

    @Test
    void generatesWithTheEmbeddedServerAndLeavesTheApplicationAlone() throws Exception {
        NotifyBuilder notify = new NotifyBuilder(context).whenDone(1).create();
        getMockEndpoint("mock:result").expectedMessageCount(1);
        template.sendBody("direct:picture", new ControlMap(Bench.picture(1), "image/png", ControlKind.CANNY));
        assertThat(notify.matches(30, TimeUnit.SECONDS)).isTrue();
        getMockEndpoint("mock:result").assertIsSatisfied();

        Engine engine = Engine.of(context);
        assertThat(engine).isSameAs(Engine.of(context));
        assertThat(engine.provider().isEmbedded()).isTrue();
        assertThat(engine.provider().toString()).doesNotContain("local");
        assertThat(context.getRoutes()).extracting(route -> route.getRouteId()).containsExactly("theirs");
        assertThat(context.hasComponent("http")).isNull();
        assertThat(meters.get("controlnetflow.submits").counter().count()).isEqualTo(1);
        assertThat(meters.get("controlnetflow.jobs")
                        .tag("state", "done")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(meters.get("controlnetflow.money.spent").counter().count()).isEqualTo(0.03);
        assertThat(meters.get("controlnetflow.completion.to.file").timer().count())
                .isEqualTo(1);
    }

    @Test
    void repeatsNoPostWhenTheApplicationRedelivers() throws Exception {
        getMockEndpoint("mock:dead").expectedMessageCount(1);
        template.sendBody("direct:picture", "this is no picture");
        getMockEndpoint("mock:dead").assertIsSatisfied();
        assertThat(meters.get("controlnetflow.submits").counter().count()).isZero();
    }
}
