package io.controlnetflow.core.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Artifacts as files {@code ab/abcd....png} in a folder. */
public final class FolderStore implements ArtifactStore {
    private final Path folder;

    /** @param folder made when it is missing */
    public FolderStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Artifact put(byte[] bytes) throws IOException {
        return put(new ByteArrayInputStream(bytes), bytes.length);
    }

    @Override
    public Artifact put(InputStream in, long most) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(UUID.randomUUID() + ".part");
        try {
            MessageDigest digest = sha256();
            byte[] first = write(in, most, part, digest);
            String hex = HexFormat.of().formatHex(digest.digest());
            String type = MediaTypes.of(first);
            Path file = file(hex, type);
            Files.createDirectories(home(hex));
            if (!Files.exists(file)) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                force(home(hex));
            }
            return new Artifact(hex, file, Files.size(file), type);
        } finally {
            Files.deleteIfExists(part);
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
                    throw new IOException("more than " + most + " bytes");
                }
                if (first.length < MediaTypes.ENOUGH) {
                    first = append(first, buffer, n);
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
            channel.force(true);
        }
        return first;
    }

    private static byte[] append(byte[] first, byte[] buffer, int n) {
        int more = Math.min(n, MediaTypes.ENOUGH - first.length);
        byte[] longer = java.util.Arrays.copyOf(first, first.length + more);
        System.arraycopy(buffer, 0, longer, first.length, more);
        return longer;
    }

    @Override
    public Optional<Artifact> find(String sha256) throws IOException {
        for (Map.Entry<String, String> type : MediaTypes.known().entrySet()) {
            Path file = file(sha256, type.getKey());
            if (Files.exists(file)) {
                return Optional.of(new Artifact(sha256, file, Files.size(file), type.getKey()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Path publish(Artifact artifact, Path target) throws IOException {
        Path parent = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a target in a folder");
        Files.createDirectories(parent);
        for (int number = 1; ; number++) {
            Path place = number == 1 ? target : numbered(target, number);
            if (same(artifact, place)) {
                return place;
            }
            try {
                appear(artifact.file(), place, parent);
                return place;
            } catch (FileAlreadyExistsException e) {
                if (same(artifact, place)) {
                    return place;
                }
            }
        }
    }

    /** A hard link, or where there are none a copy that is renamed when it is whole; never over a file that is there. */
    private static void appear(Path file, Path place, Path parent) throws IOException {
        try {
            Files.createLink(place, file);
        } catch (UnsupportedOperationException | AtomicMoveNotSupportedException e) {
            copy(file, place, parent);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            copy(file, place, parent);
        }
    }

    private static void copy(Path file, Path place, Path parent) throws IOException {
        Path part = parent.resolve("." + UUID.randomUUID() + ".part");
        try {
            Files.copy(file, part);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            if (Files.exists(place)) {
                throw new FileAlreadyExistsException(place.toString());
            }
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static boolean same(Artifact artifact, Path place) throws IOException {
        return Files.isRegularFile(place)
                && Files.size(place) == artifact.size()
                && Files.mismatch(place, artifact.file()) == -1;
    }

    private static Path numbered(Path target, int number) {
        String name = String.valueOf(target.getFileName());
        int dot = name.lastIndexOf('.');
        String numbered = dot <= 0 ? name + "-" + number : name.substring(0, dot) + "-" + number + name.substring(dot);
        return target.resolveSibling(numbered);
    }

    private Path file(String hex, String mediaType) {
        return home(hex).resolve(hex + "." + MediaTypes.extension(mediaType));
    }

    private Path home(String hex) {
        return folder.resolve(hex.substring(0, 2));
    }

    /** So that the name survives a power cut too; not every system can do it for a folder. */
    private static void force(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
