package io.controlnetflow.core.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Artifacts as files {@code ab/abcd....png} in a folder. */
public final class FolderStore implements ArtifactStore {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration STALE = Duration.ofDays(1);

    private final Path folder;

    /** As the other one, with the system's clock. */
    public FolderStore(Path folder) {
        this(folder, Clock.systemUTC());
    }

    /**
     * Removes {@code .part} files older than a day, which a crash left.
     *
     * @param folder made when it is missing
     */
    public FolderStore(Path folder, Clock clock) {
        this.folder = folder.toAbsolutePath().normalize();
        sweep(this.folder, clock.instant().minus(STALE));
    }

    @Override
    public Artifact put(byte[] bytes) throws IOException {
        String hex = Sha256.of(bytes);
        String type = MediaTypes.of(Arrays.copyOf(bytes, Math.min(bytes.length, MediaTypes.ENOUGH)));
        Path file = file(hex, type);
        Path part = AtomicFiles.part(folder.resolve("incoming"));
        try {
            makeHome(hex);
            if (isThere(file, bytes.length)) {
                AtomicFiles.forceFolder(home(hex)); // whoever renamed it may not be so far yet
            } else {
                AtomicFiles.fill(part, bytes);
                AtomicFiles.rename(part, file);
            }
            return new Artifact(hex, file, bytes.length, type);
        } catch (IOException e) {
            AtomicFiles.deleteQuietly(part);
            throw AtomicFiles.unwritable(folder, e);
        }
    }

    private static boolean isThere(Path file, long size) throws IOException {
        return Files.exists(file) && Files.size(file) == size;
    }

    private void makeHome(String hex) throws IOException {
        if (!Files.isDirectory(home(hex))) {
            Files.createDirectories(home(hex));
            AtomicFiles.forceFolder(folder);
        }
    }

    @Override
    public Artifact put(InputStream in, long most) throws IOException {
        Path part = AtomicFiles.part(folder.resolve("incoming"));
        try {
            Files.createDirectories(folder);
            MessageDigest digest = Sha256.digest();
            byte[] first = write(in, most, part, digest);
            String hex = HexFormat.of().formatHex(digest.digest());
            String type = MediaTypes.of(first);
            Path file = file(hex, type);
            makeHome(hex);
            if (isThere(file, Files.size(part))) {
                AtomicFiles.forceFolder(home(hex));
            } else {
                AtomicFiles.rename(part, file);
            }
            return new Artifact(hex, file, Files.size(file), type);
        } catch (FileSystemException e) {
            throw AtomicFiles.unwritable(folder, e);
        } finally {
            AtomicFiles.deleteQuietly(part);
        }
    }

    private static byte[] write(InputStream in, long most, Path part, MessageDigest digest) throws IOException {
        byte[] first = new byte[0];
        long written = 0;
        byte[] buffer = new byte[64 << 10];
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = Channels.newOutputStream(channel);
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                written += n;
                if (written > most) {
                    throw new IOException("more than " + most + " bytes; nothing was stored");
                }
                if (first.length < MediaTypes.ENOUGH) {
                    first = append(first, buffer, n);
                }
                digest.update(buffer, 0, n);
                try {
                    out.write(buffer, 0, n);
                } catch (IOException e) { // reading may fail too, and is not about this folder
                    throw AtomicFiles.unwritable(AtomicFiles.folder(part), e);
                }
            }
            try {
                channel.force(true);
            } catch (IOException e) {
                throw AtomicFiles.unwritable(AtomicFiles.folder(part), e);
            }
        }
        return first;
    }

    private static byte[] append(byte[] first, byte[] buffer, int n) {
        int more = Math.min(n, MediaTypes.ENOUGH - first.length);
        byte[] longer = Arrays.copyOf(first, first.length + more);
        System.arraycopy(buffer, 0, longer, first.length, more);
        return longer;
    }

    @Override
    public Optional<Artifact> find(String sha256) throws IOException {
        if (!SHA256.matcher(sha256).matches()) {
            return Optional.empty();
        }
        for (Map.Entry<String, String> type : MediaTypes.known().entrySet()) {
            Path file = file(sha256, type.getKey());
            if (Files.exists(file)) {
                return Optional.of(new Artifact(sha256, file, Files.size(file), type.getKey()));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads all bytes again and compares them with the name. Bytes that are no longer what was stored are set aside as
     * {@code .damaged}, so that they can be fetched and stored again.
     *
     * @return the artifact, or empty when it is not there or damaged
     */
    public Optional<Artifact> verified(String sha256) throws IOException {
        Optional<Artifact> found = find(sha256);
        if (found.isEmpty() || Sha256.of(found.get().file()).equals(sha256)) {
            return found;
        }
        Path file = found.get().file();
        Files.move(file, file.resolveSibling(sha256 + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        return Optional.empty();
    }

    @Override
    public Path publish(Artifact artifact, Path target) throws IOException {
        return Publication.put(target, new Publication.Content() {
            @Override
            public boolean isAt(Path place) throws IOException {
                return Publication.same(artifact, place);
            }

            @Override
            public void fill(Path part) throws IOException {
                Files.copy(artifact.file(), part);
            }
        });
    }

    private Path file(String hex, String mediaType) {
        return home(hex).resolve(hex + "." + MediaTypes.extension(mediaType));
    }

    private Path home(String hex) {
        return folder.resolve(hex.substring(0, 2));
    }

    private static void sweep(Path folder, Instant before) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (file.toString().endsWith(AtomicFiles.PART)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    AtomicFiles.deleteQuietly(file);
                }
            }
        } catch (IOException later) {
            return;
        }
    }
}
