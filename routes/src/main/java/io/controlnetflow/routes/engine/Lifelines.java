package io.controlnetflow.routes.engine;

import io.controlnetflow.routes.stage.TakeOver;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A locked file for each node of this machine, in the state folder. The system frees the lock when the process is dead, however it
 * died, and not before: also a process that stands still keeps it. Only nodes under the same kernel are asked, since only there
 * every kind of file system keeps this promise; without a boot id nobody is.
 */
final class Lifelines implements TakeOver.Neighbours, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lifelines.class);
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String LOCK = ".lock";

    private final @Nullable Path folder;
    private final String own;
    private final @Nullable FileChannel channel;

    private Lifelines(@Nullable Path folder, String own, @Nullable FileChannel channel) {
        this.folder = folder;
        this.own = own;
        this.channel = channel;
    }

    /** Holds this node's own until it is closed, or the process is dead. */
    static Lifelines hold(Path stateFolder, String node) {
        String own = URLEncoder.encode(node, StandardCharsets.UTF_8);
        try {
            Path folder = Files.createDirectories(
                    stateFolder.resolve("nodes").resolve(Files.readString(BOOT).trim()));
            Path part = folder.resolve(own + ".part");
            FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                Files.move(part, folder.resolve(own + LOCK)); // locked before anybody can see it
                return new Lifelines(folder, own, channel);
            }
            channel.close();
        } catch (IOException e) {
            LOG.debug("no lifeline for {}", node, e);
        }
        return new Lifelines(null, own, null);
    }

    @Override
    public List<String> dead() {
        List<String> dead = new ArrayList<>();
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    String name = String.valueOf(file.getFileName());
                    if (name.endsWith(LOCK) && !name.equals(own + LOCK) && free(file)) {
                        dead.add(URLDecoder.decode(
                                name.substring(0, name.length() - LOCK.length()), StandardCharsets.UTF_8));
                    }
                }
            } catch (IOException e) {
                LOG.debug("{} could not be read", folder, e);
            }
        }
        return dead;
    }

    private static boolean free(Path file) {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | IOException alive) {
            return false;
        }
    }

    @Override
    public void buried(String node) {
        delete(URLEncoder.encode(node, StandardCharsets.UTF_8));
    }

    private void delete(String name) {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve(name + LOCK));
            } catch (IOException e) {
                LOG.debug("{} stays", name, e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
