package io.controlnetflow.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pipeline of the examples and the Camel routes that {@code flow eject} makes of it are the same. */
class EjectedExamplesTest {
    @TempDir
    private Path temp;

    private EmbeddedServer server;

    static List<Path> examples() {
        return Examples.all().stream()
                .filter(e -> !Examples.pipelines(e).isEmpty())
                .toList();
    }

    @BeforeEach
    void aServer() {
        server = Rehearsal.server(temp.resolve("books"));
    }

    @AfterEach
    void noServer() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theirEjectedRoutesDoTheSameJobs(Path example) throws Exception {
        Path copy = Examples.copy(example, temp);
        try (StandIns servers = StandIns.of(copy)) {
            List<Path> pipelines = Examples.pipelines(copy);
            List<Path> ejected = new ArrayList<>();
            for (Path pipeline : pipelines) {
                Path routes = temp.resolve(pipeline.getFileName().toString().replace(".dag.yaml", ".camel.yaml"));
                Examples.Said said = Examples.flow("eject", pipeline.toString(), "--output", routes.toString());
                assertThat(said.code()).as(said.toString()).isZero();
                ejected.add(routes);
            }
            theyDoTheSame(copy, pipelines, ejected);
        }
    }

    private void theyDoTheSame(Path copy, List<Path> pipelines, List<Path> ejected) throws Exception {
        try (Rehearsal source = new Rehearsal(copy, temp.resolve("one"), server)
                        .load(pipelines)
                        .start();
                Rehearsal routes = new Rehearsal(copy, temp.resolve("two"), server)
                        .load(ejected)
                        .start()) {
            assertThat(routes.routes()).isNotEmpty().isEqualTo(source.routes());
            assertThat(routes.flows()).isNotEmpty().isEqualTo(source.flows());
            for (String flow : source.flows()) {
                assertThat(routes.flow(flow)).isEqualTo(source.flow(flow));
                Map<String, String> jobs = source.run(flow);
                assertThat(jobs)
                        .as(source.problems().toString())
                        .isNotEmpty()
                        .values()
                        .allMatch(cell -> cell.startsWith("DONE"));
                assertThat(routes.run(flow)).isEqualTo(jobs);
            }
        }
        long sent = server.audit().posts();
        try (Rehearsal again =
                new Rehearsal(copy, temp.resolve("two"), server).load(pipelines).start()) {
            for (String flow : again.flows()) {
                again.run(flow);
            }
        }
        assertThat(sent).isPositive();
        assertThat(server.audit().posts()).as("submits after what was ejected").isEqualTo(sent);
    }
}
