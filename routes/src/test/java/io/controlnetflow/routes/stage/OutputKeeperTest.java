package io.controlnetflow.routes.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.FolderStore;
import io.controlnetflow.core.wire.Output;
import io.controlnetflow.routes.engine.Bench;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken for an output, and what is not, whatever the server calls it. */
class OutputKeeperTest {
    private static final String VIDEO = "RIFF\u0004\0\0\0AVI ";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "https://cdn.example/a.mp4, '<!DOCTYPE html><title>Sorry</title>', is no video but 35 bytes of text/html",
        "https://cdn.example/a, '  <html><body>gone</body></html>', is no output but 32 bytes of text/html",
        "https://cdn.example/a.webm?x=1, '{\"code\":500}', is no video but 12 bytes of application/octet-stream",
        "https://cdn.example/a.mp3, 'Too many requests', is no sound but 17 bytes of application/octet-stream",
        "https://cdn.example/a.mp4, '%PDF-1.7', is no video but 8 bytes of application/pdf",
        "https://cdn.example/a.png, 'GIF', is no picture but 3 bytes of application/octet-stream",
    })
    void refusesWhatIsNotOfTheKindThatTheAddressNames(String address, String body, String said) {
        assertThatThrownBy(() -> keep(address, bytes(body), null, 1000)).hasMessageContaining(said);
    }

    @Test
    void refusesAVideoThatIsCutOff() {
        assertThatThrownBy(() -> keep("https://cdn.example/a.avi", bytes("RIFF\u00ff\0\0\0AVI list"), null, 1000))
                .hasMessage("the video is cut off after 16 bytes of video/x-msvideo");
        assertThatThrownBy(() -> keep("https://cdn.example/a.avi", bytes(VIDEO), 400L, 1000))
                .hasMessage("only 12 of 400 bytes arrived");
    }

    @Test
    void refusesAFileThatIsTooLargeBeforeItIsFetched() throws Exception {
        assertThatThrownBy(() -> keep("https://cdn.example/a.avi", bytes(VIDEO), 5000L, 1000))
                .isInstanceOf(OutputKeeper.TooLarge.class)
                .hasMessage("5000 bytes are more than the 1000 that are taken; fetch it yourself from"
                        + " https://cdn.example/a.avi");
        assertThatThrownBy(() -> keep("https://cdn.example/a.avi", bytes(VIDEO), null, 10))
                .hasMessageContaining("more than 10 bytes; nothing was stored");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"a.avi, video", "a, video"})
    void keepsAVideoAsOne(String name, String type) throws Exception {
        ObjectNode kept = keep("https://cdn.example/" + name, bytes(VIDEO), null, 1000);
        assertThat(kept.path("type").asText()).isEqualTo(type);
        assertThat(kept.path("mediaType").asText()).isEqualTo("video/x-msvideo");
    }

    @Test
    void keepsAPictureAndWhatNobodyKnows() throws Exception {
        assertThat(keep("https://cdn.example/a.png", Bench.picture(1), null, 1000)
                        .path("type")
                        .asText())
                .isEqualTo("image");
        assertThat(keep("https://cdn.example/mesh.obj", bytes("v 0 0 0"), null, 1000)
                        .path("type")
                        .asText())
                .isEqualTo("file");
    }

    private ObjectNode keep(String address, byte[] body, @Nullable Long length, long most) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.setProperty(OutputKeeper.OUTPUT, new OutputKeeper.Item(new Output.Url(address), false));
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
            if (length != null) {
                exchange.getMessage().setHeader("Content-Length", length);
            }
            exchange.getMessage().setBody(new ByteArrayInputStream(body));
            new OutputKeeper(new FolderStore(folder), most).keep(exchange);
            return exchange.getMessage().getBody(ObjectNode.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
