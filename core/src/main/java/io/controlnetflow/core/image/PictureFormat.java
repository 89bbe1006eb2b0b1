package io.controlnetflow.core.image;

/** The formats that are read and written. */
public enum PictureFormat {
    JPEG("JPEG", "image/jpeg", "jpg"),
    PNG("PNG", "image/png", "png"),
    WEBP("WebP", "image/webp", "webp");

    private final String word;
    private final String mediaType;
    private final String extension;

    PictureFormat(String word, String mediaType, String extension) {
        this.word = word;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** As people write it. */
    public String word() {
        return word;
    }

    public String mediaType() {
        return mediaType;
    }

    /** File name extension without the dot. */
    public String extension() {
        return extension;
    }
}
