package io.controlnetflow.routes.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.component.message.ControlMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlMapComponentTest extends CamelTestSupport {
    @TempDir
    Path dir;

    @Test
    void makesAMapOfTheRequestedSizeFromBytesFilesPathsAndStreams() throws Exception {
        byte[] photo = photo();
        Path file = Files.write(dir.resolve("photo.png"), photo);
        for (Object body : new Object[] {photo, file, file.toFile(), new ByteArrayInputStream(photo)}) {
            ControlMap map = template.requestBody("control-map:canny?size=512*256", body, ControlMap.class);
            assertThat(map.kind()).isEqualTo(ControlKind.CANNY);
            assertThat(Pictures.probe(map.picture()).width()).isEqualTo(512);
            assertThat(Pictures.probe(map.picture()).height()).isEqualTo(256);
        }
    }

    @Test
    void convertsItsMapToBytesAndToAStream() throws Exception {
        byte[] bytes = template.requestBody("control-map:gray?size=original", photo(), byte[].class);
        assertThat(Pictures.probe(bytes).width()).isEqualTo(40);
        InputStream stream = template.requestBody("control-map:gray?size=original", photo(), InputStream.class);
        assertThat(stream.readAllBytes()).isEqualTo(bytes);
    }

    @Test
    void leavesAFinishedMapAsItIs() throws Exception {
        byte[] photo = photo();
        ControlMap map = template.requestBody("control-map:none", photo, ControlMap.class);
        assertThat(map.picture()).isEqualTo(photo);
        assertThat(map.kind()).isEqualTo(ControlKind.NONE);
    }

    @Test
    void refusesWrongOptionsWhenARouteIsLoaded() {
        refused("control-map:cany", "did you mean canny?");
        refused("control-map:canny?fit=covr", "did you mean cover?");
        refused("control-map:canny?low=300&high=200", "low: 300 is above high 200");
        refused("control-map:canny?high=9000", "is outside 0 to");
        refused("control-map:canny?size=10*10", "is outside 256 to 1536");
        refused("control-map:canny?lwo=1", "lwo");
        refused("control-map:canny?model=a.onnx", "model: a.onnx has no meaning for canny maps");
        refused("control-map:depth?network=hed", "network: hed is no network of depth maps");
        refused("control-map:depth?side=1", "side: 1 is outside 64 to 2048");
        refused("control-map:soft-edge?model=a.onnx&order=rbg", "order: rbg is neither rgb nor bgr");
    }

    @Test
    void saysWhatItCannotUse() {
        assertThatThrownBy(() -> template.requestBody("control-map:canny", "text"))
                .rootCause()
                .hasMessageContaining("send bytes, a file, a path or a stream");
        assertThatThrownBy(() ->
                        template.requestBodyAndHeader("control-map:depth", photo(), Exchange.FILE_NAME, "cat.png"))
                .isInstanceOf(CamelExecutionException.class)
                .cause()
                .isInstanceOf(UnmakeableMap.class)
                .hasMessage("cat.png: " + Path.of("models", "depth.onnx") + ": is missing, and makes depth maps; put a"
                        + " Depth-Anything-like model in ONNX form there, or use approx-depth, which needs none");
    }

    @Test
    void makesMapsByModelsThatAreNamedByPath() throws Exception {
        Path light = model("light.onnx");
        Path dark = model("dark.onnx");
        Picture near = picture(template.requestBody("control-map:depth?size=original&model=" + light, photo()));
        Picture far = picture(template.requestBody("control-map:depth?size=original&model=" + dark, photo()));
        assertThat(near.at(20, 15)).isEqualTo(0xffffff);
        assertThat(near.at(1, 1)).isZero();
        assertThat(far.at(20, 15)).isZero();
        ControlMap soft = template.requestBody(
                "control-map:soft-edge?size=512*512&fit=contain&network=teed&mean=0,0,0&deviation=1,1,1&model=" + light,
                photo(),
                ControlMap.class);
        assertThat(soft.kind()).isEqualTo(ControlKind.SOFT_EDGE);
        assertThat(picture(soft).at(256, 256)).isEqualTo(0xffffff);
    }

    @Test
    void guessesDepthWithoutAModelAndSaysSoByItsKind() throws Exception {
        ControlMap map = template.requestBody("control-map:approx-depth?size=original", photo(), ControlMap.class);
        assertThat(map.kind()).isEqualTo(ControlKind.APPROX_DEPTH);
        assertThat(picture(map).at(20, 15) & 0xff).isGreaterThan(picture(map).at(20, 1) & 0xff);
    }

    private static Picture picture(Object map) {
        return Pictures.decode(((ControlMap) map).picture());
    }

    private Path model(String name) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/io/controlnetflow/routes/models/" + name)) {
            Files.copy(Objects.requireNonNull(in), dir.resolve(name));
            return dir.resolve(name);
        }
    }

    private void refused(String uri, String part) {
        assertThatThrownBy(() -> context.getEndpoint(uri)).rootCause().hasMessageContaining(part);
    }

    private static byte[] photo() throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int x = 10; x < 30; x++) {
            for (int y = 8; y < 22; y++) {
                image.setRGB(x, y, 0xffffff);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }
}
