package io.controlnetflow.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import standins.Broker;
import standins.SftpAndS3;

/** The servers that a copy of an example names in its properties, on ports of their own. Most examples name none. */
final class StandIns implements AutoCloseable {
    private static final String CHECKSUMS = "aws.requestChecksumCalculation";

    private final AutoCloseable servers;

    private StandIns(AutoCloseable servers) {
        this.servers = servers;
    }

    /** Starts them, and writes their addresses into the copy. */
    static StandIns of(Path copy) throws Exception {
        return switch (copy.getFileName().toString()) {
            case "09-sftp-in-s3-out" -> new StandIns(sftpAndS3(copy));
            case "10-jms-in-jms-out" -> new StandIns(broker(copy));
            default -> new StandIns(() -> {});
        };
    }

    /** The stand-in for S3 does not know the checksums that AWS's client adds; the example's script says so in the environment. */
    private static AutoCloseable sftpAndS3(Path copy) throws Exception {
        SftpAndS3 servers = SftpAndS3.start(copy, 0, 0);
        replace(copy, "127.0.0.1:2022", "127.0.0.1:" + servers.sftpPort());
        replace(copy, "127.0.0.1:9090", "127.0.0.1:" + servers.s3Port());
        System.setProperty(CHECKSUMS, "when_required");
        return () -> {
            System.clearProperty(CHECKSUMS);
            servers.close();
        };
    }

    private static AutoCloseable broker(Path copy) throws Exception {
        Broker broker = Broker.start(0);
        replace(copy, "tcp://127.0.0.1:61616", broker.url());
        return broker;
    }

    private static void replace(Path copy, String address, String actual) throws IOException {
        Path properties = copy.resolve("application.properties");
        String text = Files.readString(properties);
        if (!text.contains(address)) {
            throw new IllegalStateException(properties + " does not name " + address);
        }
        Files.writeString(properties, text.replace(address, actual));
    }

    @Override
    public void close() throws Exception {
        servers.close();
    }
}
