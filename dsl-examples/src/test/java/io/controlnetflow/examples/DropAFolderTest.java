package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.routes.engine.folder.BatchSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The route file of the first example in an application on Camel Main, without the flow program. */
class DropAFolderTest extends CamelMainTestSupport {
    @TempDir
    static Path temp;

    private static final long PATIENCE = 120_000;

    @BeforeAll
    static void copy() throws Exception {
        Examples.copy(Path.of("01-drop-a-folder"), temp);
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseAdviceWith(true);
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        Properties properties = new Properties();
        properties.setProperty("folder", example().toString());
        properties.setProperty(
                "controlnetflow.state", example().resolve(".flow").toString());
        properties.setProperty("controlnetflow.poll-floor", "200ms");
        configuration.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.withRoutesIncludePattern("file:" + example().resolve("drop-a-folder.camel.yaml"));
    }

    private static Path example() {
        return temp.resolve("01-drop-a-folder");
    }

    @Test
    void watchesTheInboxAndTellsOfTheBatch() throws Exception {
        int photographs = Examples.pictures(example().resolve("inbox")).size();
        AdviceWith.adviceWith(
                context, "drop-a-folder", route -> route.weaveAddLast().to("mock:told"));
        MockEndpoint told = getMockEndpoint("mock:told");
        told.expectedMessageCount(1);
        told.setResultWaitTime(PATIENCE);
        context.start();

        told.assertIsSatisfied();

        BatchSummary batch = told.getExchanges().get(0).getMessage().getBody(BatchSummary.class);
        assertThat(batch.failures()).isEmpty();
        assertThat(batch.drops()).isEqualTo(photographs);
        List<Path> pictures = Examples.pictures(example().resolve("outbox"));
        assertThat(pictures).hasSize(batch.made() + 1).contains(batch.contactSheet());
        for (Path picture : pictures) {
            if (!picture.equals(batch.contactSheet())) {
                assertThat(picture.resolveSibling(picture.getFileName() + ".json"))
                        .exists();
            }
        }
        assertThat(Examples.pictures(example().resolve("inbox"))).isEmpty();
        assertThat(Examples.pictures(example().resolve("done"))).hasSize(photographs);
        assertThat(Files.exists(example().resolve("error"))).isFalse();
    }
}
