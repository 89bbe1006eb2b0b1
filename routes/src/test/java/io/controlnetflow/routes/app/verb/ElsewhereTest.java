package io.controlnetflow.routes.app.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words that are read by a process that stands in another folder. */
class ElsewhereTest {
    private static final String HERE = Path.of("").toAbsolutePath() + "/";

    @Test
    void tellsPathsWholeAndLeavesEveryOtherWord() {
        assertThat(Elsewhere.whole(
                        List.of("plan", "shop", "--prompt", "shop", "--inbox=in", "--state", "s", "--json"),
                        Path.of("shop")))
                .containsExactly(
                        "plan",
                        HERE + "shop",
                        "--prompt",
                        "shop",
                        "--inbox=" + HERE + "in",
                        "--state",
                        HERE + "s",
                        "--json");
    }

    @Test
    void tellsAFileOfAnInputWhole() {
        assertThat(Elsewhere.whole(
                        List.of("plan", "--input", "image=pom.xml", "--input=prompt=a=b", "--input", "url=http://a/b"),
                        null))
                .containsExactly(
                        "plan",
                        "--input",
                        "image=" + HERE + "pom.xml",
                        "--input=prompt=a=b",
                        "--input",
                        "url=http://a/b");
    }
}
