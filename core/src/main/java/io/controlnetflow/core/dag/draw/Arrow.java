package io.controlnetflow.core.dag.draw;

import java.util.Locale;

/**
 * A line from one box to another.
 *
 * @param from index of a box
 * @param to index of another
 * @param look how it is drawn
 */
record Arrow(int from, int to, Look look) {
    enum Look {
        /** What a run begins with. */
        GIVEN("what a run is given"),
        CELL("each cell by itself"),
        ALL("all cells"),
        ORDER("only order"),
        ORDER_ALL("only order, all cells");

        private final String words;

        Look(String words) {
            this.words = words;
        }

        static Look of(boolean all, boolean order) {
            return order ? all ? ORDER_ALL : ORDER : all ? ALL : CELL;
        }

        boolean isBarrier() {
            return this == ALL || this == ORDER_ALL;
        }

        boolean isOrder() {
            return this == ORDER || this == ORDER_ALL;
        }

        String words() {
            return words;
        }

        String css() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
