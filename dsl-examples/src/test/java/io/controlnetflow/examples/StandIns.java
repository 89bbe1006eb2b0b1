package io.controlnetflow.examples;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import standins.Broker;
import standins.SftpAndS3;

/** The servers that a copy of an example names in its properties, on ports of their own, and a quicker clock. Most examples need none. */
final class StandIns implements AutoCloseable {
    private static final String PROPERTIES = "application.properties";
    private static final String CHECKSUMS = "aws.requestChecksumCalculation";

    private final AutoCloseable servers;

    private StandIns(AutoCloseable servers) {
        this.servers = servers;
    }

    /** Starts them, and writes their addresses into the copy. */
    static StandIns of(Path copy) throws Exception {
        return switch (copy.getFileName().toString()) {
            case "07-by-the-clock" -> new StandIns(clock(copy));
            case "08-http-in-webhook-out" -> new StandIns(port(copy));
            case "09-sftp-in-s3-out" -> new StandIns(sftpAndS3(copy));
            case "10-jms-in-jms-out" -> new StandIns(broker(copy));
            default -> new StandIns(() -> {});
        };
    }

    /** The stand-in for S3 does not know the checksums that AWS's client adds; the example's script says so in the environment. */
    private static AutoCloseable sftpAndS3(Path copy) throws Exception {
        SftpAndS3 servers = SftpAndS3.start(copy, 0, 0);
        replace(copy.resolve(PROPERTIES), "127.0.0.1:2022", "127.0.0.1:" + servers.sftpPort());
        replace(copy.resolve(PROPERTIES), "127.0.0.1:9090", "127.0.0.1:" + servers.s3Port());
        System.setProperty(CHECKSUMS, "when_required");
        return () -> {
            System.clearProperty(CHECKSUMS);
            servers.close();
        };
    }

    /** Every other second, where the example says every minute. */
    private static AutoCloseable clock(Path copy) throws IOException {
        replace(copy.resolve("today.dag.yaml"), "\"* * * * *\"", "\"*/2 * * * * ?\"");
        return () -> {};
    }

    private static AutoCloseable port(Path copy) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            replace(copy.resolve(PROPERTIES), "8080", Integer.toString(free.getLocalPort()));
        }
        return () -> {};
    }

    private static AutoCloseable broker(Path copy) throws Exception {
        Broker broker = Broker.start(0);
        replace(copy.resolve(PROPERTIES), "tcp://127.0.0.1:61616", broker.url());
        return broker;
    }

    private static void replace(Path file, String written, String actual) throws IOException {
        String text = Files.readString(file);
        if (!text.contains(written)) {
            throw new IllegalStateException(file + " does not hold " + written);
        }
        Files.writeString(file, text.replace(written, actual));
    }

    @Override
    public void close() throws Exception {
        servers.close();
    }
}
