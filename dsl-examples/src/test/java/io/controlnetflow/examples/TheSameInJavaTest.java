package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import example.Explore;
import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.embedded.EmbeddedServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow of the third example, and the same in Java. */
class TheSameInJavaTest {
    @TempDir
    private Path temp;

    @Test
    void theyHaveTheSamePlansAndTheSameJobs() throws Exception {
        Path example = Examples.copy(Path.of("03-matrix-of-seeds-and-scales"), temp);
        List<Path> file = Examples.pipelines(example);
        Map<String, String> jobs;
        long sent;
        try (EmbeddedServer server = Rehearsal.server(temp.resolve("books"))) {
            try (Rehearsal yaml = new Rehearsal(example, temp.resolve("state"), server)
                    .load(file)
                    .start()) {
                Flow java = Explore.flow().flow();
                assertThat(java.nodes()).isEqualTo(yaml.flow("explore").nodes());
                assertThat(java.spec().inputs())
                        .isEqualTo(yaml.flow("explore").spec().inputs());
                assertThat(java.spec().outputs())
                        .isEqualTo(yaml.flow("explore").spec().outputs());
                assertThat(java.spec().limits())
                        .isEqualTo(yaml.flow("explore").spec().limits());
                jobs = yaml.run("explore");
                sent = server.audit().posts();
            }
            assertThat(sent).isEqualTo(9);
            try (Rehearsal java = new Rehearsal(example, temp.resolve("state"), server)
                    .load(Explore.flow().routes())
                    .start()) {
                assertThat(withoutRun(java.run("explore"))).isEqualTo(withoutRun(jobs));
            }
            assertThat(server.audit().posts()).as("submits of the Java form").isEqualTo(sent);
        }
    }

    /** The two have different triggers, and so runs of different names. */
    private static List<String> withoutRun(Map<String, String> cells) {
        return cells.entrySet().stream()
                .map(cell -> cell.getKey().replaceFirst("^[^/]*", "") + " " + cell.getValue())
                .toList();
    }

    @Test
    void itsApplicationPrintsWhereTheSheetLies() throws Exception {
        String words = Readme.blocks(Path.of("11-the-same-in-java/README.md"), "sh")
                .get(0)
                .strip();
        assertThat(words).contains("/Explore.java ").endsWith("/astronaut.jpg");
        EmbeddedServer server = Rehearsal.server(temp.resolve("books"));
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx500m",
                        "-Dcontrolnetflow.state=" + temp.resolve("state"),
                        "-Dcontrolnetflow.base-url=" + server.baseUrl(),
                        "-Dcontrolnetflow.api-key=test-key",
                        "-cp",
                        Path.of("11-the-same-in-java") + File.pathSeparator + System.getProperty("java.class.path"),
                        "11-the-same-in-java/java/example/Explore.java",
                        "11-the-same-in-java/photos/astronaut.jpg")
                .redirectErrorStream(true)
                .start();
        try (server) {
            String said = new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

            assertThat(application.waitFor(1, TimeUnit.SECONDS)).isTrue();
            assertThat(application.exitValue()).as(said).isZero();
            assertThat(Path.of(said)).isRegularFile();
            assertThat(server.audit().posts()).isEqualTo(9);
        }
    }
}
