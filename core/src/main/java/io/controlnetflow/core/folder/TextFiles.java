package io.controlnetflow.core.folder;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes of small text files to text: UTF-8, with or without a byte order mark. */
final class TextFiles {
    /** Far above any prompt. */
    static final int MOST = 1 << 20;

    private TextFiles() {}

    static String decode(String file, byte[] bytes) {
        if (bytes.length > MOST) {
            throw new UnusableFile(file, "is larger than 1 MiB; a sidecar holds a prompt and a few values");
        }
        if (bytes.length >= 2 && ((bytes[0] == -1 && bytes[1] == -2) || (bytes[0] == -2 && bytes[1] == -1))) {
            throw new UnusableFile(file, "is UTF-16 text; save it as UTF-8");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnusableFile(file, "is not UTF-8 text; save it as UTF-8");
        }
    }
}
