package io.controlnetflow.core.job;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a generated picture in pixels. Written {@code width*height} in the API.
 *
 * @param width 256 to 1536 (range: API page of flux-controlnet-union-pro-2.0)
 * @param height 256 to 1536 (range: API page of flux-controlnet-union-pro-2.0)
 */
public record Size(int width, int height) {
    public static final int MIN = 256;
    public static final int MAX = 1536;
    /** The API's default, {@code 1024*1024}. */
    public static final Size DEFAULT = new Size(1024, 1024);

    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,5})\\s*[*xX]\\s*(\\d{1,5})\\s*");

    /** Rejects a side outside {@value #MIN} to {@value #MAX}. */
    public Size {
        if (width < MIN || width > MAX || height < MIN || height > MAX) {
            throw new InvalidField(
                    "size", width + "*" + height, "is outside " + MIN + " to " + MAX + " pixels a side", "");
        }
    }

    /**
     * Reads {@code 1024*768}; {@code 1024x768} is understood too.
     *
     * @throws InvalidField when the text has another form or a side is out of range
     */
    public static Size parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new InvalidField("size", text, "is not width*height", "write it like 1024*1024");
        }
        return new Size(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
    }

    /** The API's form, {@code width*height}. */
    @Override
    public String toString() {
        return width + "*" + height;
    }
}
