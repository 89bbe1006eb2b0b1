package io.controlnetflow.core.folder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.job.InvalidField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopsTest {
    @TempDir
    Path root;

    @Test
    void acceptsFoldersBesideEachOther() {
        assertThatCode(() -> Loops.refuse(root.resolve("inbox"), "outbox", root.resolve("outbox")))
                .doesNotThrowAnyException();
        assertThatCode(() -> Loops.refuse(root.resolve("in"), "outbox", root.resolve("in2")))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesTheSameFolder() {
        assertThatThrownBy(() -> Loops.refuse(root.resolve("inbox"), "outbox", root.resolve("x/../inbox")))
                .isInstanceOf(InvalidField.class)
                .hasMessageContaining("is the inbox too");
    }

    @Test
    void refusesOneWithinTheOther() {
        assertThatThrownBy(() -> Loops.refuse(root.resolve("inbox"), "outbox", root.resolve("inbox/new/out")))
                .hasMessageContaining("lies inside the inbox");
        assertThatThrownBy(() -> Loops.refuse(root.resolve("all/inbox"), "outbox", root.resolve("all")))
                .hasMessageContaining("holds the inbox");
    }

    @Test
    void looksThroughLinks() throws IOException {
        Files.createDirectories(root.resolve("inbox/out"));
        Files.createSymbolicLink(root.resolve("elsewhere"), root.resolve("inbox/out"));

        assertThatThrownBy(() -> Loops.refuse(root.resolve("inbox"), "outbox", root.resolve("elsewhere/deep")))
                .hasMessageContaining("lies inside the inbox");
    }
}
