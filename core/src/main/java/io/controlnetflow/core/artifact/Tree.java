package io.controlnetflow.core.artifact;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder that others work in meanwhile. {@link Files#walk} fails as a whole when one file goes while it
 * looks; here such a file is just not there. Thread-safe.
 */
public final class Tree {
    private Tree() {}

    /**
     * Files below the folder, links to files included, in no order; those that go meanwhile may be missing. A folder
     * that is not there has none.
     *
     * @throws IOException naming what cannot be read
     */
    public static List<Path> files(Path folder) throws IOException {
        return files(folder, Integer.MAX_VALUE, Set.of());
    }

    /**
     * As {@link #files(Path)}.
     *
     * @param depth how many folders down, 1 being the folder itself
     */
    public static List<Path> files(Path folder, int depth, Set<FileVisitOption> options) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(folder, options, depth, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isSymbolicLink() ? Files.isRegularFile(file) : attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                return unlessGone(problem);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) throws IOException {
                return unlessGone(problem);
            }
        });
        return files;
    }

    private static FileVisitResult unlessGone(@Nullable IOException problem) throws IOException {
        if (problem != null && !(problem instanceof NoSuchFileException)) {
            throw problem;
        }
        return FileVisitResult.CONTINUE;
    }
}
