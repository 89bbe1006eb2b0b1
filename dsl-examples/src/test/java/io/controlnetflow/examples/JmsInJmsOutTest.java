package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.http.Step;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tenth example with a broker of its own, and what becomes of a message that the broker delivers again. */
class JmsInJmsOutTest {
    private static final String DEAD = "ActiveMQ.DLQ";

    @TempDir
    private Path temp;

    private EmbeddedServer api;

    @BeforeEach
    void anApi() {
        api = EmbeddedServer.start(EmbeddedSettings.in(temp.resolve("api"))
                .withRenderless(true)
                .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(100)));
    }

    @AfterEach
    void noApi() {
        api.close();
    }

    @Test
    void everyMessageInIsAnsweredAndTheSamePictureIsPaidOnce() throws Exception {
        Path example = Examples.copy(Path.of("10-jms-in-jms-out"), temp);
        Files.copy(example.resolve("in/chelsea.jpg"), example.resolve("in/chelsea-again.jpg"));
        Path received = example.resolve("received");
        try (StandIns broker = StandIns.of(example);
                Served watch = Served.watch(example, api)) {
            watch.until(() -> Examples.pictures(received).size() == 2);

            Examples.Said said = watch.stop();
            assertThat(said.code()).as(said.toString()).isEqualTo(130);
        }
        List<Path> prints = Examples.pictures(received);
        assertThat(prints).hasSize(2);
        assertThat(prints.get(0)).hasSameBinaryContentAs(prints.get(1));
        assertThat(api.audit().posts()).isEqualTo(1);
    }

    @Test
    void aMessageWhosePictureFailsIsDeliveredAgainButNotPaidAgainAndEndsAmongTheDead() throws Exception {
        Path example = Examples.copy(Path.of("10-jms-in-jms-out"), temp);
        api.script().next(Step.TASK, Fault.TASK_FAILED);
        try (StandIns broker = StandIns.of(example);
                Served watch = Served.watch(example, api);
                Connection connection = connection(example)) {
            Message dead = connection
                    .createSession(false, Session.AUTO_ACKNOWLEDGE)
                    .createConsumer(connection
                            .createSession(false, Session.AUTO_ACKNOWLEDGE)
                            .createQueue(DEAD))
                    .receive(60_000);

            assertThat(dead).isNotNull();
            assertThat(dead.getStringProperty("dlqDeliveryFailureCause")).contains("Delivery[3]");
            Examples.Said said = watch.stop();
            assertThat(said.code()).as(said.toString()).isEqualTo(130);
        }
        assertThat(api.audit().posts()).isEqualTo(1);
        assertThat(Examples.pictures(example.resolve("received"))).isEmpty();
    }

    private static Connection connection(Path example) throws Exception {
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(example.resolve("application.properties")));
        Connection connection = new ActiveMQConnectionFactory(
                        properties.getProperty("camel.component.activemq6.broker-url"))
                .createConnection();
        connection.start();
        return connection;
    }
}
