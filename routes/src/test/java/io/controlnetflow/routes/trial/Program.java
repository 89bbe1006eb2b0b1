package io.controlnetflow.routes.trial;

import static org.awaitility.Awaitility.await;

import io.controlnetflow.routes.app.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The flow program in a process of its own. Closing kills it. */
final class Program implements AutoCloseable {
    private static final Pattern DOOR = Pattern.compile("requests are taken at (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /**
     * Starts it. The jar that the system property {@code flow.program} names is used when it is there, else this test's
     * class path.
     *
     * @param api whom it sends jobs to
     * @param key its API key
     * @param words where its output goes
     */
    static Program start(String api, String key, Path words, List<String> arguments) {
        return start(api, key, words, arguments, 0);
    }

    /**
     * As the other one, where no file can grow beyond a size: a write that would fails as on a full disk, and any user may ask
     * for it.
     *
     * @param most KiB of the largest file that it can write; 0: any
     */
    static Program start(String api, String key, Path words, List<String> arguments, int most) {
        List<String> command = new ArrayList<>();
        if (most > 0) {
            command.addAll(List.of("bash", "-c", "ulimit -S -f \"$0\"; exec \"$@\"", Integer.toString(most)));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms32m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true"));
        Path jar = Path.of(System.getProperty("flow.program", "none"));
        if (Files.isRegularFile(jar)) {
            command.addAll(List.of("-jar", jar.toString()));
        } else {
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(words.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("CONTROLNETFLOW_"));
        builder.environment().put("WAVESPEED_BASE_URL", api);
        builder.environment().put("WAVESPEED_API_KEY", key);
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a program takes requests, as soon as it says so. */
    static String door(Path words) {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            Matcher said = DOOR.matcher(Files.exists(words) ? Files.readString(words) : "");
                            return said.find() ? said.group(1) : "";
                        },
                        door -> !door.isEmpty());
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** It stands still until {@link #goOn}. */
    void stop() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    /** From now on none of its files can grow beyond so many bytes. */
    void noRoomBeyond(long bytes) {
        command("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":");
    }

    /** From now on its files can grow as they like. */
    void makeRoom() {
        command("prlimit", "--pid", Long.toString(process.pid()), "--fsize=unlimited:");
    }

    private void signal(String name) {
        command("kill", "-" + name, Long.toString(process.pid()));
    }

    private static void command(String... words) {
        try {
            new ProcessBuilder(words).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As {@code kill -9}; returns when it is dead. */
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True when it ended by itself within the time. */
    boolean ended(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Its exit code. */
    int exit(long seconds) throws InterruptedException {
        if (!ended(TimeUnit.SECONDS.toMillis(seconds))) {
            kill();
            throw new AssertionError("the program did not end within " + seconds + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
