package io.controlnetflow.core.image.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.controlnetflow.core.image.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
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
        assertThat(sheet.width() * (long) sheet.height()).isLessThan(20_000_000);
    }

    @Test
    void keepsItsTilesSmallWhenThereAreMany() {
        ContactSheet.Tile large =
                new ContactSheet.Tile(Picture.filled(512, 512, BLUE), Picture.filled(512, 512, RED), "cat.jpg");
        assertThat(large.output().width()).isEqualTo(480);
        int side = large.among(ContactSheet.MOST).output().width();
        assertThat(2L * ContactSheet.MOST * side * side).isLessThanOrEqualTo(12_000_000);
    }

    @Test
    void saysHowManyPicturesItDoesNotShow() {
        List<ContactSheet.Tile> one = List.of(tile(BLUE, RED, ""));
        assertThat(ContactSheet.of(one, 0, 7).height())
                .isGreaterThan(ContactSheet.of(one).height());
    }

    @Test
    void isNoTallerThanAJpegMayBeInOneColumn() {
        Picture sheet = ContactSheet.of(Collections.nCopies(ContactSheet.MOST, tile(BLUE, RED, "cat.jpg")), 1);
        assertThat(sheet.height()).isLessThan(65_000);
    }

    @Test
    void showsOnePictureWithoutAMap() {
        Picture sheet = ContactSheet.of(List.of(new ContactSheet.Tile(null, Picture.filled(64, 64, RED), "")));
        assertThat(count(sheet, RED)).isPositive();
        assertThat(sheet.width()).isLessThan(700);
    }

    @Test
    void laysPicturesOfAllShapesInCellsOfOneSize() {
        Picture sheet = ContactSheet.of(List.of(
                tile(Picture.filled(300, 300, BLUE), Picture.filled(300, 300, RED)),
                tile(Picture.filled(300, 200, 0x000080), Picture.filled(300, 200, 0x800000)),
                tile(Picture.filled(200, 300, 0x000081), Picture.filled(200, 300, 0x810000)),
                tile(Picture.filled(300, 200, 0x000082), Picture.filled(300, 200, 0x820000))));
        List<int[]> middles = new ArrayList<>();
        for (int color : new int[] {BLUE, RED, 0x000080, 0x800000, 0x000081, 0x810000, 0x000082, 0x820000}) {
            middles.add(middle(sheet, color));
        }

        int columns = (int)
                middles.stream().filter(m -> near(m[1], middles.get(0)[1])).count();
        int across = middles.get(1)[0] - middles.get(0)[0];
        int down = middles.get(columns)[1] - middles.get(0)[1];
        for (int i = 0; i < middles.size(); i++) {
            int[] m = middles.get(i);
            assertThat(m[0]).as("column of %s", i).isCloseTo(middles.get(0)[0] + i % columns * across, within(2));
            assertThat(m[1]).as("row of %s", i).isCloseTo(middles.get(0)[1] + i / columns * down, within(2));
        }
    }

    @Test
    void keepsPicturesRightOfTheirMapWhenColumnsAreGiven() {
        Picture map = Picture.filled(200, 200, BLUE);
        List<ContactSheet.Tile> tiles = IntStream.range(0, 5)
                .mapToObj(i -> tile(map, Picture.filled(200, 200, 0x800000 + i)))
                .toList();

        Picture sheet = ContactSheet.of(tiles, 3);

        int[] corner = middle(sheet, BLUE);
        int[] first = middle(sheet, 0x800000);
        for (int i = 0; i < 5; i++) {
            int[] at = middle(sheet, 0x800000 + i);
            assertThat(at[0]).as("column of %s", i).isGreaterThanOrEqualTo(first[0]);
            assertThat(near(at[0], first[0])).as("begins a row: %s", i).isEqualTo(i % 2 == 0);
            assertThat(near(at[1], corner[1])).as("beside the map: %s", i).isEqualTo(i < 2);
        }
    }

    @Test
    void leavesNoHolesWhereOtherColumnsLeaveNone() {
        Grid grid = Grid.of(List.of(3, 2, 2, 2), 0.67, 2328, 20);

        assertThat(grid.start(3, 2)).as("the second group follows the first").isEqualTo(3);
        assertThat(grid.start(5, 2)).as("the third follows the second").isEqualTo(5);
    }

    private static boolean near(int a, int b) {
        return Math.abs(a - b) <= 2;
    }

    private static ContactSheet.Tile tile(Picture control, Picture output) {
        return new ContactSheet.Tile(control, output, "cat.jpg");
    }

    /** The middle of the box around a colour, half pixels cut off. */
    private static int[] middle(Picture sheet, int color) {
        int[] at = IntStream.range(0, sheet.rgb().length)
                .filter(i -> sheet.rgb()[i] == color)
                .toArray();
        IntSummaryStatistics x = Arrays.stream(at).map(i -> i % sheet.width()).summaryStatistics();
        IntSummaryStatistics y = Arrays.stream(at).map(i -> i / sheet.width()).summaryStatistics();
        return new int[] {(x.getMin() + x.getMax()) / 2, (y.getMin() + y.getMax()) / 2};
    }

    private static ContactSheet.Tile tile(int control, int output, String caption) {
        return new ContactSheet.Tile(Picture.filled(240, 200, control), Picture.filled(240, 200, output), caption);
    }

    private static long count(Picture picture, int color) {
        return java.util.Arrays.stream(picture.rgb()).filter(p -> p == color).count();
    }
}
