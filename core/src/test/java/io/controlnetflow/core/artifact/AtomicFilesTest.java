package io.controlnetflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path folder;

    @Test
    void makesFoldersReplacesAndLeavesNothingElse() throws IOException {
        Path file = folder.resolve("a/b/note.json");
        AtomicFiles.write(file, new byte[] {1});
        AtomicFiles.write(file, new byte[] {2, 3});
        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(file.getParent()).isDirectoryContaining(f -> f.equals(file));
        try (var files = Files.list(file.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void saysWhichPathCannotBeWrittenAndWhatHappensNext() throws IOException {
        Path file = Files.createFile(folder.resolve("plain-file"));
        assertThatThrownBy(() -> AtomicFiles.write(file.resolve("note.json"), new byte[1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plain-file")
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("nothing was replaced");
    }
}
