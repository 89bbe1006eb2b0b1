package io.controlnetflow.core.image.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.image.PictureFormat;
import io.controlnetflow.core.image.TestPictures;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTextsTest {
    private static final Texts TEXTS = new Texts("{\"a\":\"<&>]]>\"}", "a lighthouse, ünï & <b>\r\nSteps: 28, Seed: 7");

    private static final Map<PictureFormat, byte[]> PICTURES = pictures();

    private static Map<PictureFormat, byte[]> pictures() {
        Map<PictureFormat, byte[]> all = new EnumMap<>(PictureFormat.class);
        all.put(PictureFormat.PNG, Encode.png(TestPictures.scene(61, 47), Map.of("Comment", "by a painter")));
        all.put(PictureFormat.JPEG, Encode.jpeg(TestPictures.scene(61, 47), 0.9f, "by a painter"));
        all.put(PictureFormat.WEBP, Encode.webp(TestPictures.scene(61, 47)));
        return all;
    }

    private static byte[] picture(PictureFormat format) {
        return PICTURES.getOrDefault(format, new byte[0]).clone();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPutIntoAPictureIsReadFromIt(PictureFormat format) {
        byte[] made = PictureTexts.with(picture(format), TEXTS);

        assertThat(PictureTexts.read(made)).isEqualTo(TEXTS);
        assertThat(PictureTexts.read(picture(format))).isEqualTo(Texts.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void noPixelAndNoByteOfThePictureIsChanged(PictureFormat format) {
        byte[] picture = picture(format);
        byte[] made = PictureTexts.with(picture, TEXTS);

        assertThat(Pictures.decode(made).rgb())
                .isEqualTo(Pictures.decode(picture).rgb());
        int from = format == PictureFormat.WEBP ? 12 : 0;
        int whole = Arrays.mismatch(made, picture);
        int first = format == PictureFormat.WEBP ? from : whole;
        byte[] tail = Arrays.copyOfRange(picture, first, picture.length);
        assertThat(new String(made, StandardCharsets.ISO_8859_1))
                .as("what follows the place of the texts, in one piece")
                .contains(new String(tail, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource
    void puttingTextsInAgainReplacesThem(PictureFormat format) {
        byte[] once = PictureTexts.with(picture(format), TEXTS);
        byte[] other = PictureTexts.with(once, new Texts("{}", "other"));

        assertThat(PictureTexts.with(once, TEXTS)).isEqualTo(once);
        assertThat(PictureTexts.read(other)).isEqualTo(new Texts("{}", "other"));
        assertThat(PictureTexts.with(other, TEXTS)).isEqualTo(once);
    }

    @Property(tries = 60)
    void anyTextComesBackAsItWas(@ForAll PictureFormat format, @ForAll String story, @ForAll String parameters) {
        Texts texts = new Texts(story, parameters);
        byte[] made = PictureTexts.with(picture(format), texts);

        assertThat(PictureTexts.read(made)).isEqualTo(texts);
        assertThat(PictureTexts.with(picture(format), PictureTexts.read(made))).isEqualTo(made);
    }

    @Property(tries = 300)
    void aDamagedFileIsRefusedOrReadAsNothingButNothingElseHappens(@ForAll PictureFormat format, @ForAll long chance) {
        Random random = new Random(chance);
        byte[] made = PictureTexts.with(picture(format), TEXTS);
        byte[] damaged = Arrays.copyOf(made, random.nextInt(13, made.length));
        for (int i = 0; i < 8; i++) {
            damaged[random.nextInt(12, Math.min(damaged.length, 400))] = (byte) random.nextInt();
        }
        assertThat(PictureTexts.read(damaged)).isNotNull();
        try {
            assertThat(PictureTexts.with(damaged, TEXTS)).isNotEmpty();
        } catch (UnusablePicture refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        }
    }

    @Test
    void parametersByAnotherHandAreLeftAlone() {
        byte[] foreign =
                Encode.png(TestPictures.scene(20, 20), Map.of("parameters", "a cat\nSteps: 20, Seed: 1, CFG scale: 7"));
        byte[] made = PictureTexts.with(foreign, TEXTS);

        Texts read = PictureTexts.read(made);
        assertThat(read.story()).isEqualTo(TEXTS.story());
        assertThat(read.parameters()).startsWith("a cat");
    }

    @Test
    void propertiesThatAPictureHasAlreadyStay() {
        String packet = "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'>"
                + "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''"
                + " xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:rights>mine</dc:rights></rdf:Description>"
                + "</rdf:RDF></x:xmpmeta><?xpacket end='w'?>";
        byte[] merged = Xmp.packet(packet.getBytes(StandardCharsets.UTF_8), TEXTS);

        assertThat(new String(merged, StandardCharsets.UTF_8)).contains("<dc:rights>mine</dc:rights>");
        assertThat(Xmp.read(merged)).isEqualTo(TEXTS);
        assertThat(Xmp.packet(merged, TEXTS)).isEqualTo(merged);
    }

    @Test
    void aTextThatIsTooLongForASegmentOfAJpegStandsInSeveral() {
        Texts endless = new Texts("{}", "x".repeat(70_000));
        byte[] made = PictureTexts.with(picture(PictureFormat.JPEG), endless);

        assertThat(PictureTexts.read(made)).isEqualTo(endless);
        assertThat(PictureTexts.with(made, endless)).isEqualTo(made);
        assertThat(PictureTexts.with(made, TEXTS)).isEqualTo(PictureTexts.with(picture(PictureFormat.JPEG), TEXTS));
        assertThat(Pictures.decode(made).rgb())
                .isEqualTo(Pictures.decode(picture(PictureFormat.JPEG)).rgb());
    }

    @Test
    void aLongTextOfWhichSomeIsMissingOrChangedIsNone() {
        byte[] made = PictureTexts.with(picture(PictureFormat.JPEG), new Texts("{}", "x".repeat(70_000)));
        int inside = new String(made, StandardCharsets.ISO_8859_1).lastIndexOf("xxxx");
        made[inside] = 'y';

        assertThat(PictureTexts.read(made)).isEqualTo(Texts.NONE);
    }

    @ParameterizedTest
    @EnumSource(names = {"JPEG", "WEBP"})
    void whatAnotherProgramWroteIntoExifIsLeftAlone(PictureFormat format) {
        byte[] others = PictureTexts.with(picture(format), new Texts(null, "a cat"));
        byte[] made = PictureTexts.with(others, TEXTS);

        assertThat(new String(made, StandardCharsets.UTF_16BE)
                        + new String(made, 1, made.length - 1, StandardCharsets.UTF_16BE))
                .contains("a cat")
                .doesNotContain("lighthouse");
        assertThat(PictureTexts.with(made, TEXTS)).isEqualTo(made);
    }

    @Test
    void entitiesInForeignXmpOpenNothing() {
        String evil = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><x:xmpmeta xmlns:x='adobe:ns:meta/'"
                + " xmlns:cnf='" + Xmp.SPACE + "'><cnf:story>&e;</cnf:story></x:xmpmeta>";

        assertThat(Xmp.read(evil.getBytes(StandardCharsets.UTF_8)).story()).isNullOrEmpty();
    }

    @Test
    void aCommentThatClaimsToBeHugeIsNone() {
        byte[] block = ExifComment.block("a cat");
        assertThat(ExifComment.of(block)).contains("a cat");
        java.nio.ByteBuffer.wrap(block).putInt(32, Integer.MAX_VALUE);

        assertThat(ExifComment.of(block)).isEmpty();
    }

    @Test
    void theUserCommentOfExifIsRead() {
        String said = "a cat\nSteps: 20";
        for (java.nio.charset.Charset wide :
                new java.nio.charset.Charset[] {StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE}) {
            byte[] text = said.getBytes(wide);
            java.nio.ByteBuffer tiff = java.nio.ByteBuffer.allocate(44 + 8 + text.length);
            tiff.put(new byte[] {'M', 'M', 0, 42}).putInt(8);
            tiff.putShort((short) 1)
                    .putShort((short) 0x8769)
                    .putShort((short) 4)
                    .putInt(1)
                    .putInt(26)
                    .putInt(0);
            tiff.putShort((short) 1)
                    .putShort((short) 0x9286)
                    .putShort((short) 7)
                    .putInt(8 + text.length)
                    .putInt(44)
                    .putInt(0);
            tiff.put("UNICODE\0".getBytes(StandardCharsets.US_ASCII)).put(text);
            assertThat(ExifComment.of(tiff.array())).contains(said);
        }
    }
}
