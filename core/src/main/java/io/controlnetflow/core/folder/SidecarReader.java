package io.controlnetflow.core.folder;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads sidecars, folder defaults and job files. A {@code .txt} is the prompt; {@code .json}, {@code .yaml} and {@code .yml}
 * hold any fields in the API's words.
 */
public final class SidecarReader {
    private SidecarReader() {}

    /**
     * @param name the file's name for messages; its extension says how to read it
     * @throws UnusableFile when it cannot be read
     * @throws InvalidField for an unknown field or a wrong value; the message begins with the name
     */
    public static RequestFields read(byte[] bytes, String name) {
        return RequestFields.of(name, fields(name, TextFiles.decode(name, bytes)));
    }

    /** The same for a file on disk. */
    public static RequestFields read(Path file, String name) {
        return read(bytes(file, name), name);
    }

    /** What a json or yaml file without a picture beside it is. Wrong fields are no concern here; they are told when it runs. */
    public static JobFile look(byte[] bytes, String name) {
        try {
            Map<String, Object> fields = document(name, TextFiles.decode(name, bytes));
            if (fields.containsKey("prompt") && fields.get("control_image") instanceof String image) {
                return new JobFile.Job(image);
            }
            return new JobFile.NoJob("no picture beside it, and it does not hold prompt and control_image");
        } catch (UnusableFile e) {
            return new JobFile.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    /** The same for a file on disk. */
    public static JobFile look(Path file, String name) {
        try {
            return look(bytes(file, name), name);
        } catch (UnusableFile e) {
            return new JobFile.Unreadable(String.valueOf(e.getMessage()));
        }
    }

    static String text(Path file, String name) {
        return TextFiles.decode(name, bytes(file, name));
    }

    /** As written, unchecked. */
    static Map<String, Object> fields(String name, String text) {
        if (!FileNames.extension(name).equals("txt")) {
            return document(name, text);
        }
        String prompt = text.strip();
        if (prompt.isEmpty()) {
            throw new UnusableFile(name, "prompt: \"\" is empty; write what the picture should show");
        }
        return Map.of("prompt", prompt);
    }

    private static Map<String, Object> document(String name, String text) {
        return FileNames.extension(name).equals("json") ? Documents.json(name, text) : Documents.yaml(name, text);
    }

    private static byte[] bytes(Path file, String name) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(TextFiles.MOST + 1);
        } catch (IOException e) {
            throw new UnusableFile(name, "cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }
}
