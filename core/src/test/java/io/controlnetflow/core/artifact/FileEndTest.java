package io.controlnetflow.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileEndTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        byte[] mp4 = joined(box("ftyp", 16), box("moov", 40), box("mdat", 100));
        byte[] open = joined(box("ftyp", 16), box("moov", 40), new byte[] {0, 0, 0, 0, 'm', 'd', 'a', 't', 1, 2, 3});
        byte[] large = joined(box("ftyp", 16), large("mdat", 60), box("moov", 40));
        return Stream.of(
                Arguments.of("video/mp4", mp4, 50),
                Arguments.of("video/mp4", open, 30),
                Arguments.of("video/mp4", large, 30),
                Arguments.of("video/x-msvideo", riff("AVI ", 80), 60),
                Arguments.of("audio/wav", riff("WAVE", 20), 25),
                Arguments.of("video/webm", webm(50), 40),
                Arguments.of("model/gltf-binary", glb(64), 63));
    }

    @ParameterizedTest
    @MethodSource("files")
    void knowsAWholeFileFromOneThatIsCutOff(String type, byte[] whole, int cut) throws IOException {
        assertThat(missing(type, whole)).as("whole").isFalse();
        assertThat(missing(type, Arrays.copyOf(whole, cut))).as("cut off").isTrue();
        assertThat(missing(type, Arrays.copyOf(whole, 6))).as("hardly begun").isTrue();
    }

    @Test
    void missesTheIndexOfAVideoThatEndsWithItsFirstBox() throws IOException {
        assertThat(missing("video/mp4", joined(box("ftyp", 16), box("mdat", 40))))
                .isTrue();
    }

    @Test
    void letsPassWhatLeavesItsLengthOpen() throws IOException {
        byte[] stream = riff("WAVE", 20);
        Arrays.fill(stream, 4, 8, (byte) 0xff);
        byte[] live = webm(50);
        live[9] = (byte) 0xff;
        assertThat(missing("audio/wav", stream)).isFalse();
        assertThat(missing("video/webm", live)).isFalse();
        assertThat(missing("audio/mpeg", new byte[] {1})).isFalse();
    }

    private boolean missing(String type, byte[] bytes) throws IOException {
        return FileEnd.missing(Files.write(folder.resolve("file"), bytes), type);
    }

    private static byte[] box(String name, int size) {
        return ByteBuffer.allocate(size)
                .putInt(size)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] large(String name, int size) {
        return ByteBuffer.allocate(size)
                .putInt(1)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putLong(size)
                .array();
    }

    private static byte[] riff(String form, int size) {
        return ByteBuffer.allocate(8 + size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(size)
                .put(form.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    /** A head of no bytes, and a segment. */
    private static byte[] webm(int segment) {
        byte[] all = new byte[10 + segment];
        byte[] head = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, (byte) 0x80, 0x18, 0x53, (byte) 0x80, 0x67};
        System.arraycopy(head, 0, all, 0, head.length);
        all[9] = (byte) (0x80 | segment);
        return all;
    }

    private static byte[] glb(int size) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("glTF".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putInt(size)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
