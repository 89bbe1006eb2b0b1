package io.controlnetflow.core.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.TestPictures;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class DeflateTest {
    @Test
    void isReadByZlibWhateverTheData() throws Exception {
        Random random = new Random(5);
        for (int size : new int[] {0, 1, 2, 3, 257, 258, 259, 1000, 70_000, 300_000}) {
            for (int kinds : new int[] {1, 2, 5, 256}) {
                byte[] data = new byte[size];
                for (int i = 0; i < size; i++) {
                    data[i] = random.nextInt(4) > 0 && i > 40 ? data[i - 40] : (byte) random.nextInt(kinds);
                }
                assertThat(inflated(Deflate.zlib(data), size)).isEqualTo(data);
            }
        }
    }

    @Test
    void keepsLongCodesWithinFifteenBits() throws Exception {
        byte[] data = new byte[1 << 17];
        int at = 0;
        for (int symbol = 0, times = 1; at < data.length; symbol++, times = Math.min(times * 2, 40_000)) {
            for (int i = 0; i < times && at < data.length; i++) {
                data[at++] = (byte) (symbol * 7 + (i * 31 % 3 == 0 ? i : 0));
            }
        }
        assertThat(inflated(Deflate.zlib(data), data.length)).isEqualTo(data);
    }

    @Test
    void givesAMapTheSameBytesOnEveryJava() throws Exception {
        byte[] png = Encode.png(Pictures.decode(TestPictures.resource("coffee-canny-100-200.png")));
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(png);
        assertThat(HexFormat.of().formatHex(sha256))
                .isEqualTo("4a81b0c1a83a2f47f24994e50f7a4134836fb8c47b22b82056769ff7c311937b");
    }

    private static byte[] inflated(byte[] zlib, int size) throws Exception {
        Inflater inflater = new Inflater();
        inflater.setInput(zlib);
        byte[] out = new byte[size + 1];
        int length = inflater.inflate(out);
        assertThat(inflater.finished()).isTrue();
        inflater.end();
        return java.util.Arrays.copyOf(out, length);
    }
}
