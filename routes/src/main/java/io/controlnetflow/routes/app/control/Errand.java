package io.controlnetflow.routes.app.control;

import java.util.List;

/**
 * A command line on its way.
 *
 * @param words as they were typed, without the program's name
 * @param colour whether the terminal of whoever typed it shows colours
 * @param unicode whether it shows more than ASCII
 * @param width its columns
 */
public record Errand(List<String> words, boolean colour, boolean unicode, int width) {
    public Errand {
        words = List.copyOf(words);
    }
}
