package io.controlnetflow.core.dag.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AnyTextTest {
    private static final String PIECES = "{}[]:,-\"'#&*!|>%@`$ \n\t0a.~<é\u0000";

    /** However a file is damaged, it is read or refused with a place inside of it. */
    @Property(tries = 1000)
    void isReadOrRefusedWithAPlace(@ForAll long chance) throws IOException {
        Random random = new Random(chance);
        StringBuilder text =
                new StringBuilder(Files.readString(Path.of("src/test/resources/io/controlnetflow/core/dag/valid/"
                        + (random.nextBoolean() ? "shoot" : "every-word") + ".dag.yaml")));
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
                default -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
            }
        }
        Reading reading = FlowReader.read("x.dag.yaml", text.toString());
        if (reading instanceof Reading.Bad bad) {
            assertThat(bad.findings()).isNotEmpty().allSatisfy(finding -> {
                assertThat(finding.line())
                        .isBetween(1, (int) text.chars().filter(c -> c == '\n').count() + 2);
                assertThat(finding.column()).isPositive();
                assertThat(finding.text()).isNotBlank();
            });
        }
    }
}
