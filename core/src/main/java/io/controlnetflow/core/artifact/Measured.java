package io.controlnetflow.core.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.image.measure.MapAgreement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was seen in a picture's pixels, for its manifest.
 *
 * @param agreement how well it keeps to its control map; null when that is not known
 * @param dHash by which nearly the same pictures are found, see {@link io.controlnetflow.core.image.measure.Likeness#dHash}; null when not known
 */
public record Measured(
        @Nullable MapAgreement agreement, @Nullable Long dHash) {
    public static final Measured NOTHING = new Measured(null, null);

    private static final String DHASH = "dhash";
    private static final int DIGITS = 4;

    /** @param picture of the manifest */
    void addTo(ObjectNode picture) {
        if (agreement != null) {
            picture.put(
                    agreement.by().name().toLowerCase(Locale.ROOT),
                    BigDecimal.valueOf(agreement.score()).setScale(DIGITS, RoundingMode.HALF_UP));
        }
        if (dHash != null) {
            picture.put(DHASH, HexFormat.of().toHexDigits(dHash));
        }
    }

    /** The hash in a manifest; null for one without, and for what is none. */
    static @Nullable Long dHash(JsonNode manifest) {
        String hex = manifest.path("picture").path(DHASH).asText();
        return hex.matches("[0-9a-f]{16}") ? (Long) HexFormat.fromHexDigitsToLong(hex) : null;
    }
}
