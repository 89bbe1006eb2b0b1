package io.controlnetflow.core.dag.draw;

import java.util.Locale;

/** Writes XML: what is opened is closed, texts and values are escaped, and characters that XML has no room for are replaced. */
final class Xml {
    private final StringBuilder out = new StringBuilder();
    private int depth;

    /** @param attributes names and values in turn */
    Xml open(String tag, Object... attributes) {
        start(tag, attributes).append(">\n");
        depth++;
        return this;
    }

    Xml close(String tag) {
        depth--;
        indent().append("</").append(tag).append(">\n");
        return this;
    }

    /** @param attributes names and values in turn */
    Xml empty(String tag, Object... attributes) {
        start(tag, attributes).append("/>\n");
        return this;
    }

    /** @param attributes names and values in turn */
    Xml text(String tag, String text, Object... attributes) {
        start(tag, attributes)
                .append('>')
                .append(escaped(text))
                .append("</")
                .append(tag)
                .append(">\n");
        return this;
    }

    /** A number with one digit at most behind its point. */
    static String number(double value) {
        double tenths = Math.rint(value * 10) / 10;
        return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : String.format(Locale.ROOT, "%.1f", tenths);
    }

    private StringBuilder start(String tag, Object... attributes) {
        indent().append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text = value instanceof Double number ? number(number) : value.toString();
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(text))
                    .append('"');
        }
        return out;
    }

    private StringBuilder indent() {
        return out.append("  ".repeat(depth));
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    /** XML 1.0, production 2. */
    private static boolean allowed(int c) {
        boolean plain = c == '\t' || c == '\n' || c == '\r';
        boolean inPlane = (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD);
        return plain || inPlane || c >= 0x10000;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
