package io.controlnetflow.core.dag.text;

/**
 * Something wrong in a file.
 *
 * @param file its name
 * @param line from 1
 * @param column from 1
 * @param text the word, its value, what is wrong, and what to do
 */
public record Finding(String file, int line, int column, String text) {
    /** {@code shoot.dag.yaml:12:5: nodes.gen.matrx: is no word of a node; did you mean matrix?} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + text;
    }
}
