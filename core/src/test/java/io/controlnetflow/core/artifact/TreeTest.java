package io.controlnetflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeTest {
    @TempDir
    Path folder;

    @Test
    void findsFilesAtAnyDepthAndLinksToThem() throws IOException {
        Path deep = file("a/b/c.png");
        Path link = Files.createSymbolicLink(folder.resolve("link.png"), deep);
        Files.createSymbolicLink(folder.resolve("dangling.png"), folder.resolve("nothing"));
        assertThat(Tree.files(folder)).containsExactlyInAnyOrder(deep, link);
    }

    @Test
    void looksNoDeeperThanItIsTold() throws IOException {
        Path one = file("one.png");
        file("a/two.png");
        assertThat(Tree.files(folder, 1, Set.of())).containsExactly(one);
    }

    @Test
    void goesIntoLinkedFoldersOnlyWhenItIsTold() throws IOException {
        file("there/a.png");
        Path here = Files.createDirectory(folder.resolve("here"));
        Files.createSymbolicLink(here.resolve("linked"), folder.resolve("there"));
        assertThat(Tree.files(here)).isEmpty();
        assertThat(Tree.files(here, 9, Set.of(FileVisitOption.FOLLOW_LINKS)))
                .containsExactly(here.resolve("linked/a.png"));
    }

    @Test
    void findsNothingInAFolderThatIsNotThere() throws IOException {
        assertThat(Tree.files(folder.resolve("missing"))).isEmpty();
    }

    @Test
    void findsWhatStaysWhileOthersGo() throws Exception {
        Path stays = file("z/stays.png");
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> comeAndGo(enough));
        try {
            for (int look = 0; look < 2000; look++) {
                assertThat(Tree.files(folder)).contains(stays);
            }
        } finally {
            enough.set(true);
            others.get();
        }
    }

    @Test
    void saysWhichFolderCannotBeRead() throws IOException {
        file("closed/a.png");
        Path closed = folder.resolve("closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        try {
            assumeThat(Files.isReadable(closed)).as("root reads anything").isFalse();
            assertThatThrownBy(() -> Tree.files(folder))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining(closed.toString());
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void comeAndGo(AtomicBoolean enough) {
        try {
            while (!enough.get()) {
                for (String name : new String[] {"a/1.part", "b/2.part", "c/3.part"}) {
                    Path file = file(name);
                    Files.delete(file);
                    Files.delete(file.resolveSibling(""));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path file(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, path);
    }
}
