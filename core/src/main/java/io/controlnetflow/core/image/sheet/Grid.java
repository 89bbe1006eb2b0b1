package io.controlnetflow.core.image.sheet;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import java.util.List;

/**
 * Where the cells of a contact sheet lie: all of one size, in even rows. Groups follow each other, and one that fits a row is
 * not broken.
 */
final class Grid {
    private static final int LARGEST = 480;
    private static final int SMALLEST = 160;
    private static final int TALL = 2700;
    private static final int TALLEST = 30_000;
    private static final double THUMBNAIL_PIXELS = 12_000_000;
    private static final double PLEASING = 1.6;

    private final int cell;
    private final int cellHeight;
    private final int columns;
    private final int rows;
    private final int gap;

    private Grid(int cell, int cellHeight, int columns, int rows, int gap) {
        this.cell = cell;
        this.cellHeight = cellHeight;
        this.columns = columns;
        this.rows = rows;
        this.gap = gap;
    }

    /** No larger than the largest cell. */
    static Picture thumbnail(Picture picture) {
        return thumbnail(picture, LARGEST);
    }

    /** How large a thumbnail of so many tiles, each with its map, may be: 12 megapixels in all, but never too small to be seen. */
    static int side(int tiles) {
        double side = Math.sqrt(THUMBNAIL_PIXELS / (2.0 * Math.max(1, tiles)));
        return (int) Math.max(SMALLEST, Math.min(LARGEST, side));
    }

    static Picture thumbnail(Picture picture, int side) {
        if (picture.width() <= side && picture.height() <= side) {
            return picture;
        }
        int[] inner = Resize.inner(picture, side, side);
        return Resize.smooth(picture, inner[0], inner[1]);
    }

    /**
     * The columns that leave the fewest holes, in a sheet that is a little wider than tall, with cells as large as then fit;
     * the smallest cells when the sheet gets too tall with all others.
     *
     * @param groups how many cells each has
     * @param shape height by width of a cell
     */
    static Grid of(List<Integer> groups, double shape, int width, int gap) {
        int most = (width + gap) / (SMALLEST + gap);
        Grid best = columns(most, SMALLEST, groups, shape, gap);
        double least = Double.MAX_VALUE;
        for (int columns = 1; columns <= most; columns++) {
            int side = Math.min(LARGEST, (width + gap) / columns - gap);
            Grid grid = columns(columns, side, groups, shape, gap);
            double unease = grid.unease(groups);
            if (unease < least && grid.height() <= TALL) {
                least = unease;
                best = grid;
            }
        }
        return best;
    }

    /** So many columns, with cells as large as then fit; smaller ones when the sheet would be taller than a JPEG may be. */
    static Grid of(int columns, List<Integer> groups, double shape, int width, int gap) {
        int side = Math.min(LARGEST, (width + gap) / columns - gap);
        Grid grid = columns(columns, side, groups, shape, gap);
        while (grid.height() > TALLEST && side > SMALLEST / 4) {
            side = side * 3 / 4;
            grid = columns(columns, side, groups, shape, gap);
        }
        return grid;
    }

    private static Grid columns(int columns, int side, List<Integer> groups, double shape, int gap) {
        return new Grid(side, (int) Math.round(side * shape), columns, 1, gap).holding(groups);
    }

    private Grid holding(List<Integer> groups) {
        int end = 0;
        for (int size : groups) {
            end = start(end, size) + size;
        }
        return new Grid(cell, cellHeight, columns, (end + columns - 1) / columns, gap);
    }

    /** Holes within the sheet count most, an unfinished last row little. */
    private double unease(List<Integer> groups) {
        int end = 0;
        int holes = 0;
        for (int size : groups) {
            int start = start(end, size);
            holes += start - end;
            end = start + size;
        }
        int unfinished = rows * columns - end;
        double gaps = (10.0 * holes + unfinished) / (rows * columns);
        double small = Math.log((double) LARGEST / cell);
        return gaps + 0.3 * small + Math.abs(Math.log((double) width() / height() / PLEASING));
    }

    /** Where a group begins that comes after {@code at} cells. */
    int start(int at, int size) {
        int left = columns - at % columns;
        boolean broken = size > left && left < columns;
        return broken ? at + left : at;
    }

    int cell() {
        return cell;
    }

    int cellHeight() {
        return cellHeight;
    }

    /** Scale of the captions. */
    int letters() {
        return cell >= 300 ? 2 : 1;
    }

    int x(int at) {
        return at % columns * (cell + gap);
    }

    int y(int at) {
        return at / columns * line();
    }

    int width() {
        return columns * (cell + gap) - gap;
    }

    int height() {
        return rows * line() - gap;
    }

    private int line() {
        return cellHeight + (PixelFont.HEIGHT + 8) * letters() + gap;
    }
}
