package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells outputs apart: the API says only "strings". */
final class OutputReader {
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://\\S+");
    private static final Pattern DATA = Pattern.compile("(?i)data:[^,]{0,100};base64,");
    private static final Pattern ALPHABET = Pattern.compile("[A-Za-z0-9+/]*={0,2}");
    /** No caption runs on for so long without a space. */
    private static final int SURELY_BYTES = 256;

    private static final int HEAD = 16;
    private static final List<String> MAGIC = List.of(
            "\u00ff\u00d8\u00ff",
            "\u0089PNG",
            "RIFF",
            "GIF8",
            "BM",
            "II*\0",
            "MM\0*",
            "\u001aE\u00df\u00a3",
            "glTF",
            "PK\u0003\u0004");

    private OutputReader() {}

    static List<Output> read(@Nullable JsonNode outputs) {
        List<Output> found = new ArrayList<>();
        if (outputs == null || outputs.isNull()) {
            return found;
        }
        if (!outputs.isArray()) {
            found.add(one(outputs));
            return found;
        }
        for (JsonNode output : outputs) {
            if (!output.isNull()) {
                found.add(one(output));
            }
        }
        return found;
    }

    private static Output one(JsonNode output) {
        if (output.isContainerNode()) {
            String url = Json.text(output, "url");
            return ADDRESS.matcher(url).matches() ? new Output.Url(url) : new Output.Structured(output);
        }
        String text = output.asText();
        String trimmed = text.strip();
        if (ADDRESS.matcher(trimmed).matches()) {
            return new Output.Url(trimmed);
        }
        var data = DATA.matcher(trimmed.substring(0, Math.min(trimmed.length(), 128)));
        if (data.lookingAt()) {
            return new Output.Base64(naked(trimmed.substring(data.end())));
        }
        return isBase64(trimmed) ? new Output.Base64(naked(trimmed)) : new Output.Text(text);
    }

    private static String naked(String text) {
        return text.chars().anyMatch(Character::isWhitespace) ? text.replaceAll("\\s", "") : text;
    }

    private static boolean isBase64(String text) {
        if (text.indexOf(' ') >= 0) {
            return false;
        }
        String naked = naked(text);
        if (naked.length() % 4 != 0 || !ALPHABET.matcher(naked).matches()) {
            return false;
        }
        return naked.length() >= SURELY_BYTES || hasMagic(naked);
    }

    private static boolean hasMagic(String naked) {
        if (naked.length() < HEAD) {
            return false;
        }
        String head = new String(Base64.getDecoder().decode(naked.substring(0, HEAD)), StandardCharsets.ISO_8859_1);
        return MAGIC.stream().anyMatch(head::startsWith) || head.startsWith("ftyp", 4);
    }
}
