package io.controlnetflow.core.dag.word;

/**
 * Something wrong in a document.
 *
 * @param path of the word, as in {@code nodes.gen.matrix.seed}; empty when the whole document is meant
 * @param text the value, what is wrong with it, and what to do
 */
public record Problem(String path, String text) {
    /** The same problem, seen from further out. */
    public Problem under(String prefix) {
        return new Problem(join(prefix, path), text);
    }

    /** {@code prefix.path}; either may be empty. */
    public static String join(String prefix, String path) {
        return prefix.isEmpty() ? path : path.isEmpty() ? prefix : prefix + "." + path;
    }

    @Override
    public String toString() {
        return path.isEmpty() ? text : path + ": " + text;
    }
}
