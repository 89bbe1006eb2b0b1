package io.controlnetflow.core.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static final int RED = 0xff0000;
    private static final int BLUE = 0x0000ff;

    @Test
    void showsTheMapBesideItsPicture() {
        Picture sheet = ContactSheet.of(List.of(tile(BLUE, RED, "cat.jpg")));
        assertThat(count(sheet, BLUE)).isPositive().isEqualTo(count(sheet, RED));
    }

    @Test
    void showsAMapOnceForAllPicturesMadeByIt() {
        Picture sheet = ContactSheet.of(Collections.nCopies(5, tile(BLUE, RED, "cat.jpg")));
        assertThat(count(sheet, RED)).isEqualTo(5 * count(sheet, BLUE));
    }

    @Test
    void staysWithinItsWidthAndMemoryHoweverManyPictures() {
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            tiles.add(new ContactSheet.Tile(Picture.filled(40, 60, i), Picture.filled(60, 40, RED), "picture " + i));
        }
        Picture sheet = ContactSheet.of(tiles);
        assertThat(sheet.width()).isBetween(2000, ContactSheet.WIDTH);
        assertThat(sheet.width() * (long) sheet.height()).isLessThan(40_000_000);
    }

    @Test
    void showsOnePictureWithoutAMap() {
        Picture sheet = ContactSheet.of(List.of(new ContactSheet.Tile(null, Picture.filled(64, 64, RED), "")));
        assertThat(count(sheet, RED)).isPositive();
        assertThat(sheet.width()).isLessThan(700);
    }

    private static ContactSheet.Tile tile(int control, int output, String caption) {
        return new ContactSheet.Tile(Picture.filled(240, 200, control), Picture.filled(240, 200, output), caption);
    }

    private static long count(Picture picture, int color) {
        return java.util.Arrays.stream(picture.rgb()).filter(p -> p == color).count();
    }
}
