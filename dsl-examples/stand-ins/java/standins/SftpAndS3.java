package standins;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.filesystem.FilesystemApiMetadata;

/** An SFTP server and an S3 server on this machine, whose files lie in a folder. For trying, not for use: everyone knows the passwords. */
public final class SftpAndS3 implements AutoCloseable {
    /** User and password, access key and secret key. */
    public static final String NAME = "example";

    /** The one that is there from the start. */
    private static final String BUCKET = "prints";

    private final SshServer sftp;
    private final BlobStoreContext blobs;
    private final S3Proxy s3;

    private SftpAndS3(SshServer sftp, BlobStoreContext blobs, S3Proxy s3) {
        this.sftp = sftp;
        this.blobs = blobs;
        this.s3 = s3;
    }

    /**
     * @param folder holds {@code sftp/}, which the server shows, and {@code s3/} with a folder a bucket
     * @param sftpPort 0 for any
     * @param s3Port 0 for any
     */
    public static SftpAndS3 start(Path folder, int sftpPort, int s3Port) throws Exception {
        SshServer sftp = sftp(folder, sftpPort);
        Properties properties = new Properties();
        properties.setProperty(
                "jclouds.filesystem.basedir",
                Files.createDirectories(folder.resolve("s3/" + BUCKET))
                        .getParent()
                        .toString());
        BlobStoreContext blobs = ContextBuilder.newBuilder(new FilesystemApiMetadata())
                .credentials(NAME, NAME)
                .overrides(properties)
                .build(BlobStoreContext.class);
        S3Proxy s3 = S3Proxy.builder()
                .blobStore(blobs.getBlobStore())
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, NAME, NAME)
                .endpoint(URI.create("http://127.0.0.1:" + s3Port))
                .build();
        s3.start();
        return new SftpAndS3(sftp, blobs, s3);
    }

    private static SshServer sftp(Path folder, int port) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> NAME.equals(user) && NAME.equals(password));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(
                Files.createDirectories(folder.resolve("sftp")).toAbsolutePath()));
        server.start();
        return server;
    }

    public int sftpPort() {
        return sftp.getPort();
    }

    public int s3Port() {
        return s3.getPort();
    }

    @Override
    public void close() throws Exception {
        s3.stop();
        blobs.close();
        sftp.stop(true);
    }

    /** @param args the folder */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).normalize();
        try (SftpAndS3 servers = start(folder, 2022, 9090)) {
            System.out.println("SFTP on 127.0.0.1:" + servers.sftpPort() + ", files in " + folder.resolve("sftp"));
            System.out.println("S3 on http://127.0.0.1:" + servers.s3Port() + ", buckets in " + folder.resolve("s3"));
            System.out.println("User and password, access and secret key: " + NAME + ". Ctrl-C ends both.");
            new CountDownLatch(1).await();
        }
    }
}
