package io.controlnetflow.routes.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.embedded.EmbeddedServer;
import io.controlnetflow.core.embedded.EmbeddedSettings;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.Ledgers;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A folder of tiny pictures, a provider in this process, and the program in other ones. */
final class Workshop implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Between the two looks that prove a job absent. */
    static final Duration GAP = Duration.ofSeconds(2);

    private static final int SIDE = 32;
    private static final int SHOWN = 4_000;

    final Path folder;
    final EmbeddedServer provider;
    private final Path books;
    private final List<String> options = new ArrayList<>(List.of(
            "--prompt=a red shoe",
            "--size=256*256",
            "--control-kind=none",
            "--poll-floor=100ms",
            "--reconcile-gap=" + GAP.toSeconds() + "s"));
    private final long start = System.nanoTime();
    private String api;
    private @Nullable String database;
    private int dropped;
    private int kills;

    Workshop(Path folder, UnaryOperator<EmbeddedSettings> settings) {
        this.folder = folder;
        this.books = folder.resolve("provider");
        try {
            Files.createDirectories(folder.resolve("inbox"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        provider = EmbeddedServer.start(settings.apply(EmbeddedSettings.in(books)
                .withRenderless(true)
                .withStrictFiles(true)
                .withGenerationTime(Duration.ofMillis(50), Duration.ofMillis(300))));
        api = provider.baseUrl();
    }

    /** The program is told to send its jobs there instead. */
    void through(String address) {
        api = address;
    }

    /** The ledger is there, instead of a file. */
    Workshop on(Postgres server) {
        return on(server.url());
    }

    /** The ledger is at this JDBC URL. */
    Workshop on(String url) {
        database = url;
        return with("--database-url=" + database);
    }

    /** A further option of {@code run} and {@code watch}, or another value of one. */
    Workshop with(String option) {
        String name = option.replaceFirst("=.*", "");
        options.removeIf(given -> given.replaceFirst("=.*", "").equals(name));
        options.add(option);
        return this;
    }

    /** Without these options of {@code run} and {@code watch}: a flow takes only what is an input of it. */
    Workshop without(String... names) {
        for (String name : names) {
            options.removeIf(given -> given.startsWith(name + "="));
        }
        return this;
    }

    /** Puts that many further pictures into the inbox, each another one. */
    void drop(int pictures) {
        try {
            for (int i = 0; i < pictures; i++) {
                dropped++;
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
                image.setRGB(dropped % SIDE, dropped / SIDE % SIDE, 0x00ffff - dropped);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ImageIO.write(image, "png", bytes);
                Path part = folder.resolve(String.format(Locale.ROOT, "p%04d.part", dropped));
                Files.write(part, bytes.toByteArray());
                Files.move(part, folder.resolve("inbox").resolve(String.format(Locale.ROOT, "p%04d.png", dropped)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Program run() {
        return start("run", folder.toString());
    }

    /** As {@link #run}, where no file can grow beyond so many KiB. */
    Program runWithin(int most) {
        List<String> arguments = new ArrayList<>(List.of("run", folder.toString()));
        arguments.addAll(options);
        return Program.start(api, "trial-key", folder.resolve("words.txt"), arguments, most);
    }

    Program watch() {
        return start("watch", folder.toString());
    }

    /** A node that watches the folder with an API key of its own, by which the provider's books know it. */
    Program watch(String key) {
        List<String> arguments = new ArrayList<>(List.of("watch", folder.toString()));
        arguments.addAll(options);
        return Program.start(api, key, folder.resolve("words.txt"), arguments);
    }

    private Program start(String verb, String path) {
        List<String> arguments = new ArrayList<>(List.of(verb, path));
        arguments.addAll(options);
        return say(arguments.toArray(String[]::new));
    }

    /** Any command line. */
    Program say(String... arguments) {
        return Program.start(api, "trial-key", folder.resolve("words.txt"), Arrays.asList(arguments));
    }

    /** Runs the folder to its end and gives the exit code. */
    int toTheEnd(long seconds) throws InterruptedException {
        try (Program program = run()) {
            return program.exit(seconds);
        }
    }

    /** The end of what the programs printed. */
    String words() {
        try {
            String all = Files.readString(folder.resolve("words.txt"));
            return all.substring(Math.max(0, all.length() - SHOWN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void killed() {
        kills++;
    }

    /** Asks the ledger, while no program runs. */
    <T> T ledger(Function<Ledger, T> question) {
        LedgerSettings there = database == null
                ? LedgerSettings.inFolder(folder.resolve(".flow"), "trial")
                : new LedgerSettings(database, null, null, "trial", "");
        try (Ledger ledger = Ledgers.open(there, Clock.systemUTC())) {
            return question.apply(ledger);
        }
    }

    /** How many intents the ledger holds, whether they were sent or not. */
    long attempts() {
        return ledger(ledger -> ledger.account().spending(Instant.EPOCH).posts());
    }

    List<Jobs.Job> jobs(JobState state) {
        return ledger(ledger -> ledger.jobs().inState(state, 100_000));
    }

    /** Files below the outbox. */
    List<Path> published() {
        try {
            return Tree.files(folder.resolve("outbox")).stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts everything, prints its line, and gives it. */
    Figures figures(String trial) {
        Set<String> sources = new TreeSet<>();
        long bad = bad(sources);
        long held = ledger(ledger -> Stream.of(JobState.HELD, JobState.PARKED)
                .mapToLong(state -> ledger.jobs().countByState().getOrDefault(state, 0L))
                .sum());
        Figures figures = new Figures(
                trial,
                dropped,
                provider.audit().posts(),
                dropped - sources.size() - held,
                provider.audit().paidTwice(),
                bad,
                held,
                kills,
                (System.nanoTime() - start) / 1e9);
        System.out.println(figures.line());
        System.out.flush();
        return figures;
    }

    private long bad(Set<String> sources) {
        try {
            Map<String, Path> made = byHash(books.resolve("outputs"));
            Map<String, String> manifests = new TreeMap<>();
            long bad = 0;
            for (Path file : published()) {
                if (file.toString().endsWith(".json")) {
                    JsonNode manifest = JSON.readTree(file.toFile());
                    sources.add(manifest.path("source").asText());
                    String delivered = manifest.at("/picture/sha256").asText();
                    manifests.put(manifest.at("/picture/published/sha256").asText(delivered), delivered);
                }
            }
            for (Path file : published()) {
                String name = file.getFileName().toString();
                boolean unfinished = name.startsWith(".") && name.endsWith(".part");
                boolean told = unfinished || name.endsWith(".json") || name.startsWith("contact-sheet");
                if (!told && !good(file, made, manifests)) {
                    System.out.println("bad file: " + file);
                    bad++;
                }
            }
            return bad;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes that its manifest names, and the pixels that the provider made. */
    private static boolean good(Path file, Map<String, Path> made, Map<String, String> manifests) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Path delivered = made.get(manifests.getOrDefault(hash(bytes), "by no manifest"));
        return delivered != null
                && Arrays.equals(
                        Pictures.decode(bytes).rgb(),
                        Pictures.decode(Files.readAllBytes(delivered)).rgb());
    }

    /** Hashes of the generated pictures in the outbox. */
    Map<Path, String> pictures() {
        return published().stream()
                .filter(file -> file.toString().matches(".*/gen[^./]*\\.png"))
                .collect(Collectors.toMap(file -> file, Workshop::hashOf));
    }

    private static String hashOf(Path file) {
        try {
            return hash(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Path> byHash(Path files) throws IOException {
        return Tree.files(files).stream().collect(Collectors.toMap(Workshop::hashOf, file -> file, (one, same) -> one));
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        provider.close();
    }
}
