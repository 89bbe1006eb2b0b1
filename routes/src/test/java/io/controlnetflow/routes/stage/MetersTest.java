package io.controlnetflow.routes.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.JobState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be read from the meters, and that the README names all of them. */
class MetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry, () -> Map.of(JobState.POLLING, 3L));

    @Test
    void theReadmeNamesEachMeter() throws IOException {
        Set<String> named = Pattern.compile("\\| `(controlnetflow\\.[a-z.]+)` \\|")
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        Set<String> registered = registry.getMeters().stream()
                .map(m -> m.getId().getName())
                .filter(n -> !n.endsWith(".percentile"))
                .collect(Collectors.toSet());

        assertThat(named).isEqualTo(registered);
    }

    @Test
    void jobsAreCountedByState() {
        assertThat(registry.get("controlnetflow.jobs")
                        .tag("state", "polling")
                        .gauge()
                        .value())
                .isEqualTo(3);
        assertThat(registry.get("controlnetflow.jobs")
                        .tag("state", "done")
                        .gauge()
                        .value())
                .isZero();
    }

    @Test
    void postsDoubtsPollsAndSavedMoneyAreCounted() {
        meters.submit();
        meters.poll();
        meters.poll();
        meters.doubt();
        meters.saved(new BigDecimal("0.06"));

        assertThat(count("controlnetflow.submits")).isEqualTo(1);
        assertThat(count("controlnetflow.polls")).isEqualTo(2);
        assertThat(count("controlnetflow.doubts")).isEqualTo(1);
        assertThat(count("controlnetflow.money.saved")).isEqualTo(0.06);
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }
}
