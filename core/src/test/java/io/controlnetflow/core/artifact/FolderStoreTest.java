package io.controlnetflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2};

    @TempDir
    Path folder;

    private FolderStore store;

    @BeforeEach
    void open() {
        store = new FolderStore(folder.resolve("artifacts"));
    }

    @Test
    void storesTheSameBytesOnce() throws IOException {
        Artifact first = store.put(PNG);
        assertThat(store.put(PNG)).isEqualTo(first);
        assertThat(first.mediaType()).isEqualTo("image/png");
        assertThat(first.file()).hasBinaryContent(PNG);
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void findsWhatItStored() throws IOException {
        Artifact stored = store.put("text".getBytes(StandardCharsets.UTF_8));
        assertThat(store.find(stored.sha256())).contains(stored);
        assertThat(store.find("0".repeat(64))).isEmpty();
    }

    @Test
    void storesNothingOfAStreamThatIsTooLong() throws IOException {
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(PNG), PNG.length - 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 9 bytes");
        assertThat(files()).isZero();
    }

    @Test
    void publishesBesideAFileWithOtherBytes() throws IOException {
        Path target = folder.resolve("out").resolve("cat.png");
        Files.createDirectories(target.getParent());
        Files.writeString(target, "somebody's file");
        Artifact stored = store.put(PNG);
        Path second = store.publish(stored, target);
        assertThat(second).hasFileName("cat-2.png").hasBinaryContent(PNG);
        assertThat(target).hasContent("somebody's file");
        assertThat(store.publish(stored, target)).isEqualTo(second);
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
