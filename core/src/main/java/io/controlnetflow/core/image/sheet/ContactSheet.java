package io.controlnetflow.core.image.sheet;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All pictures of a batch on one: each control map once, and the pictures made by it after it, on an even dark grid. All
 * cells are of one size; a picture of another shape is shown whole, in the middle of its cell. At most {@value #WIDTH} pixels wide;
 * the more pictures, the smaller they get.
 */
public final class ContactSheet {
    /** Pixels that a sheet is wide at most. */
    public static final int WIDTH = 2400;
    /** How many tiles are shown at most; a line says how many are not. */
    public static final int MOST = 200;
    /** How many cells stand side by side at most. */
    public static final int MOST_COLUMNS = 24;

    private static final int GAP = 20;
    private static final int MARGIN = 36;
    private static final int BACKGROUND = 0x17171b;
    private static final int PLATE = 0x212127;
    private static final int INK = 0xd6d6da;
    private static final int FAINT = 0x8a8a94;

    private ContactSheet() {}

    /**
     * One picture of the batch. Both pictures are shrunk here, so that a long list of tiles stays small.
     *
     * @param control the map that it was made by, or null; equal maps of tiles that follow each other are shown once
     * @param kind one line under the map
     * @param caption one line under the picture; shortened to what fits
     */
    public record Tile(@Nullable Picture control, String kind, Picture output, String caption) {
        /** Keeps thumbnails only. */
        public Tile {
            control = control == null ? null : Grid.thumbnail(control);
            output = Grid.thumbnail(output);
        }

        /** The same as one of many, so that all of them together stay small in memory. */
        public Tile among(int tiles) {
            int side = Grid.side(tiles);
            return new Tile(
                    control == null ? null : Grid.thumbnail(control, side),
                    kind,
                    Grid.thumbnail(output, side),
                    caption);
        }

        public Tile(@Nullable Picture control, Picture output, String caption) {
            this(control, "control map", output, caption);
        }
    }

    /**
     * @param tiles in the order in which they are shown; at least one
     */
    public static Picture of(List<Tile> tiles) {
        return of(tiles, 0);
    }

    /**
     * @param tiles in the order in which they are shown; at least one
     * @param columns cells side by side, 1 to {@value #MOST_COLUMNS}, with a map in the first one and the pictures made by it in the
     *     others; 0 for as many as look best
     */
    public static Picture of(List<Tile> tiles, int columns) {
        return of(tiles, columns, 0);
    }

    /**
     * @param tiles in the order in which they are shown; at least one
     * @param columns cells side by side, 1 to {@value #MOST_COLUMNS}; 0 for as many as look best
     * @param left how many pictures there are besides the tiles, 0 or more; a line says so
     */
    public static Picture of(List<Tile> tiles, int columns, int left) {
        if (columns < 0 || columns > MOST_COLUMNS) {
            throw new IllegalArgumentException("a contact sheet of " + columns + " columns");
        }
        if (tiles.isEmpty()) {
            throw new IllegalArgumentException("a contact sheet of no pictures");
        }
        int shown = Math.min(MOST, tiles.size());
        List<List<Cell>> groups = beside(groups(tiles.subList(0, shown)), columns);
        List<Integer> sizes = groups.stream().map(List::size).toList();
        Grid grid = columns == 0
                ? Grid.of(sizes, shape(groups), WIDTH - 2 * MARGIN, GAP)
                : Grid.of(columns, sizes, shape(groups), WIDTH - 2 * MARGIN, GAP);
        int more = tiles.size() - shown + left;
        int width = 2 * MARGIN + grid.width();
        int height = 2 * MARGIN + grid.height() + (more > 0 ? 2 * PixelFont.HEIGHT : 0);
        Picture sheet = Picture.filled(width, height, BACKGROUND);
        int at = 0;
        for (List<Cell> group : groups) {
            at = grid.start(at, group.size());
            for (Cell cell : group) {
                draw(sheet, grid, cell, MARGIN + grid.x(at), MARGIN + grid.y(at));
                at++;
            }
        }
        if (more > 0) {
            text(sheet, MARGIN, height - MARGIN - PixelFont.HEIGHT, 1, FAINT, "and " + more + " more");
        }
        return sheet;
    }

    /** @param picture null for an empty place */
    private record Cell(@Nullable Picture picture, String caption, int ink) {
        static final Cell EMPTY = new Cell(null, "", FAINT);
    }

    /** Where the columns are given, what is made by a map stays right of it in every row. */
    private static List<List<Cell>> beside(List<List<Cell>> groups, int columns) {
        if (columns < 2) {
            return groups;
        }
        List<List<Cell>> placed = new ArrayList<>();
        for (List<Cell> group : groups) {
            List<Cell> cells = new ArrayList<>();
            for (Cell cell : group) {
                if (cells.size() % columns == 0
                        && !cells.isEmpty()
                        && group.get(0).ink() == FAINT) {
                    cells.add(Cell.EMPTY);
                }
                cells.add(cell);
            }
            placed.add(cells);
        }
        return placed;
    }

    private static List<List<Cell>> groups(List<Tile> tiles) {
        List<List<Cell>> groups = new ArrayList<>();
        Picture last = null;
        for (Tile tile : tiles) {
            Picture control = tile.control();
            boolean same = control != null && last != null && control.sameAs(last);
            if (groups.isEmpty() || !same) {
                groups.add(new ArrayList<>());
                if (control != null) {
                    groups.get(groups.size() - 1).add(new Cell(control, tile.kind(), FAINT));
                }
            }
            groups.get(groups.size() - 1).add(new Cell(tile.output(), tile.caption(), INK));
            last = control;
        }
        return groups;
    }

    /** Height by width of a cell: the one in the middle of all pictures', within reason. */
    private static double shape(List<List<Cell>> groups) {
        double[] shapes = groups.stream()
                .flatMap(List::stream)
                .map(Cell::picture)
                .filter(Objects::nonNull)
                .mapToDouble(picture -> (double) picture.height() / picture.width())
                .sorted()
                .toArray();
        return Math.max(0.5, Math.min(1.34, shapes[(shapes.length - 1) / 2]));
    }

    private static void draw(Picture sheet, Grid grid, Cell cell, int x, int y) {
        Picture picture = cell.picture();
        if (picture == null) {
            return;
        }
        int[] inner = Resize.inner(picture, grid.cell(), grid.cellHeight());
        Picture small = Resize.smooth(picture, inner[0], inner[1]);
        int left = x + (grid.cell() - inner[0]) / 2;
        int top = y + (grid.cellHeight() - inner[1]) / 2;
        fill(sheet, x, y, grid.cell(), grid.cellHeight(), PLATE);
        for (int row = 0; row < inner[1]; row++) {
            System.arraycopy(small.rgb(), row * inner[0], sheet.rgb(), (top + row) * sheet.width() + left, inner[0]);
        }
        int scale = grid.letters();
        String line = PixelFont.fit(cell.caption(), scale, grid.cell());
        text(sheet, x, y + grid.cellHeight() + 5 * scale, scale, cell.ink(), line);
    }

    private static void fill(Picture sheet, int x, int y, int w, int h, int color) {
        for (int row = y; row < y + h; row++) {
            java.util.Arrays.fill(sheet.rgb(), row * sheet.width() + x, row * sheet.width() + x + w, color);
        }
    }

    private static void text(Picture sheet, int x, int y, int scale, int color, String line) {
        PixelFont.draw(sheet.rgb(), sheet.width(), sheet.height(), x, y, scale, color, line);
    }
}
