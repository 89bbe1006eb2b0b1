package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LifelinesTest {
    @TempDir
    Path state;

    @Test
    void findsAProcessDeadOnceItIsKilledAndNotBefore() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (Lifelines own = Lifelines.hold(state, "node-1")) {
            assertThat(other.inputReader().readLine()).isEqualTo("held");
            assertThat(own.dead()).isEmpty();
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(own.dead()).containsExactly("node-2/of the same machine");
            own.buried("node-2/of the same machine");
            assertThat(own.dead()).isEmpty();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void asksOnlyNodesUnderTheSameKernel() throws Exception {
        Path elsewhere = Files.createDirectories(state.resolve("nodes").resolve("another-boot"));
        Files.createFile(elsewhere.resolve("node-3.lock"));
        try (Lifelines own = Lifelines.hold(state, "node-1")) {
            assertThat(own.dead()).isEmpty();
        }
    }

    /** Another node. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws IOException {
            try (Lifelines held = Lifelines.hold(Path.of(args[0]), "node-2/of the same machine")) {
                System.out.println(held.dead().isEmpty() ? "held" : "lost");
                System.out.flush();
                System.in.read();
            }
        }
    }
}
