package io.controlnetflow.core.image.text;

import org.jspecify.annotations.Nullable;

/**
 * What stands in a picture's file.
 *
 * @param story ours, in a place of our own; null when there is none
 * @param parameters in the place where AUTOMATIC1111's web UI and those after it write and look; null when there are none
 */
public record Texts(@Nullable String story, @Nullable String parameters) {
    static final Texts NONE = new Texts(null, null);

    /** What neither XML nor a PNG text can hold is replaced. */
    public Texts {
        story = clean(story);
        parameters = clean(parameters);
    }

    /** The same; without parameters, with these. */
    Texts or(@Nullable String others) {
        return parameters == null ? new Texts(story, others) : this;
    }

    private static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(mayStand(c) ? c : 0xfffd));
        return out.toString();
    }

    /** Characters of XML 1.0. */
    private static boolean mayStand(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xd7ff)
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
