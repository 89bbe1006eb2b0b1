package io.controlnetflow.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that nobody but their owner can read, and what stands in them. */
class PrivateFilesTest {
    @TempDir
    Path folder;

    @Test
    void whoeverComesFirstMakesTheTokenForAll() throws Exception {
        Path file = folder.resolve("key");
        Callable<String> ask = () -> PrivateFiles.token(file);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> all =
                    threads.invokeAll(Stream.generate(() -> ask).limit(32).toList());
            for (Future<String> one : all) {
                assertThat(one.get()).hasSize(43).isEqualTo(Files.readString(file));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(folder.toFile().list()).containsExactly("key");
    }

    @Test
    void onlyTheOwnerReadsWhatIsWrittenAlsoOverAnOpenFile() throws Exception {
        Path file = Files.writeString(folder.resolve("door"), "old");
        PrivateFiles.write(file, "new");
        assertThat(file).hasContent("new");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aTokenIsMadeOfKeyAndText() {
        String one = Tokens.of("key", "run/ok");
        assertThat(one).hasSize(43).isEqualTo(Tokens.of("key", "run/ok")).matches("[A-Za-z0-9_-]+");
        assertThat(List.of(Tokens.of("key", "run/ko"), Tokens.of("other", "run/ok"), Tokens.random()))
                .doesNotContain(one);
        assertThat(Tokens.same(one, one)).isTrue();
        assertThat(Tokens.same(one, null)).isFalse();
        assertThat(Tokens.same(one, one + "x")).isFalse();
    }
}
