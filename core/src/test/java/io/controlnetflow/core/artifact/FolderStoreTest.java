package io.controlnetflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest {
    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n and so on".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    private FolderStore store;

    @BeforeEach
    void open() {
        store = new FolderStore(folder.resolve("artifacts"));
    }

    @Test
    void keepsBytesOnceUnderTheirHash() throws IOException {
        Artifact a = store.put(PNG);
        Artifact b = store.put(new ByteArrayInputStream(PNG), 1000);
        assertThat(b).isEqualTo(a);
        assertThat(a.mediaType()).isEqualTo("image/png");
        assertThat(a.file()).hasBinaryContent(PNG).hasFileName(a.sha256() + ".png");
        assertThat(a.file().getParent()).hasFileName(a.sha256().substring(0, 2));
        assertThat(store.find(a.sha256())).contains(a);
        assertThat(files()).hasSize(1);
    }

    @Test
    void storesNothingOfAStreamThatIsTooLong() throws IOException {
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(PNG), 5))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 5 bytes; nothing was stored");
        assertThat(files()).isEmpty();
    }

    @Test
    void findsNothingUnderWhatIsNoHash() throws IOException {
        assertThat(store.find("../../etc/passwd")).isEmpty();
        assertThat(store.find("0".repeat(64))).isEmpty();
    }

    @Test
    void setsAsideBytesThatHaveChanged() throws IOException {
        Artifact a = store.put(PNG);
        assertThat(store.verified(a.sha256())).contains(a);
        Files.writeString(a.file(), "rotten");
        assertThat(store.verified(a.sha256())).isEmpty();
        assertThat(store.put(PNG).file()).hasBinaryContent(PNG);
    }

    @Test
    void neverOverwritesWhatItPublishes() throws IOException {
        Path target = folder.resolve("outbox/cat.png");
        Artifact first = store.put(PNG);
        Artifact second = store.put("other".getBytes(StandardCharsets.UTF_8));
        assertThat(store.publish(first, target)).isEqualTo(target);
        assertThat(store.publish(first, target)).isEqualTo(target);
        assertThat(store.publish(second, target)).hasFileName("cat-2.png").hasContent("other");
        assertThat(target).hasBinaryContent(PNG);
        try (Stream<Path> outbox = Files.list(folder.resolve("outbox"))) {
            assertThat(outbox).hasSize(2);
        }
    }

    @Test
    void isNotChangedByEditingWhatWasPublished() throws IOException {
        Artifact a = store.put(PNG);
        Files.writeString(store.publish(a, folder.resolve("cat.png")), "edited in place");
        assertThat(store.verified(a.sha256())).contains(a);
    }

    @Test
    void publishesDifferentPicturesAtOnceUnderDifferentNames() {
        Path target = folder.resolve("outbox/cat.png");
        assertThat(IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(i -> {
                            try {
                                return store.publish(store.put(new byte[] {(byte) i}), target);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        })
                        .distinct())
                .hasSize(20);
    }

    @Test
    void sweepsOnlyOldPartsWhenOpened() throws IOException {
        Path old = Files.createFile(
                Files.createDirectories(folder.resolve("artifacts")).resolve(".a.part"));
        Path young = Files.createFile(folder.resolve("artifacts/.b.part"));
        Files.setLastModifiedTime(old, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofDays(2))));
        new FolderStore(folder.resolve("artifacts"), Clock.systemUTC());
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void namesThePathThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("not-a-folder"));
        Artifact a = store.put(PNG);
        assertThatThrownBy(() -> store.publish(a, file.resolve("cat.png")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not-a-folder")
                .hasMessageContaining("nothing was replaced");
    }

    private java.util.List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("artifacts"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
