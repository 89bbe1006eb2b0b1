package io.controlnetflow.core.image;

import java.util.List;

/** Where the cells of a contact sheet lie: groups follow each other, and one that fits a row is not broken. */
final class Grid {
    private static final int[] SIDES = {480, 384, 288, 224, 160};
    private static final int TALL = 2700;
    private static final double PLEASING = 1.5;

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
        int side = SIDES[0];
        if (picture.width() <= side && picture.height() <= side) {
            return picture;
        }
        int[] inner = Resize.inner(picture, side, side);
        return Resize.smooth(picture, inner[0], inner[1]);
    }

    /**
     * The largest cells with which the sheet is not too tall, and with them the columns that leave least empty.
     *
     * @param groups how many cells each has
     * @param shape height by width of a cell
     */
    static Grid of(List<Integer> groups, double shape, int width, int gap) {
        Grid best = null;
        for (int side : SIDES) {
            double least = Double.MAX_VALUE;
            for (int columns = 1; columns * (side + gap) - gap <= width; columns++) {
                Grid grid = new Grid(side, (int) Math.round(side * shape), columns, 1, gap).holding(groups);
                double waste = grid.waste(groups);
                boolean small = side == SIDES[SIDES.length - 1];
                if (waste < least && (small || grid.height() <= TALL)) {
                    least = waste;
                    best = grid;
                }
            }
            if (best != null) {
                return best;
            }
        }
        throw new IllegalArgumentException("a sheet of " + width + " pixels is too narrow");
    }

    private Grid holding(List<Integer> groups) {
        int end = 0;
        for (int size : groups) {
            end = start(end, size) + size;
        }
        return new Grid(cell, cellHeight, columns, (end + columns - 1) / columns, gap);
    }

    private double waste(List<Integer> groups) {
        int cells = groups.stream().mapToInt(Integer::intValue).sum();
        double empty = 1 - (double) cells / (rows * columns);
        return empty * 1.5 + Math.abs(Math.log((double) width() / height() / PLEASING));
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
        return cell >= 384 ? 2 : 1;
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
