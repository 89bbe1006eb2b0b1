package io.controlnetflow.core.job;

import java.util.Locale;

/** The format of generated pictures (values: API page of flux-controlnet-union-pro-2.0). */
public enum OutputFormat {
    JPEG("jpeg", "jpg", "image/jpeg"),
    PNG("png", "png", "image/png"),
    WEBP("webp", "webp", "image/webp");

    private final String text;
    private final String extension;
    private final String mediaType;

    OutputFormat(String text, String extension, String mediaType) {
        this.text = text;
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** The API's word. */
    public String text() {
        return text;
    }

    /** File name extension without the dot. */
    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /**
     * @throws InvalidField when the word is none of the API's
     */
    public static OutputFormat of(String word) {
        for (OutputFormat f : values()) {
            if (f.text.equals(word.trim().toLowerCase(Locale.ROOT))) {
                return f;
            }
        }
        throw new InvalidField("output_format", word, "is none of jpeg, png, webp", "");
    }
}
