package io.controlnetflow.core.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The identity of a job: the same key is the same job, on whichever node and in whichever run.
 *
 * @param hex 64 lower-case hex digits
 */
public record JobKey(String hex) implements Comparable<JobKey> {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public JobKey {
        if (!FORM.matcher(hex).matches()) {
            throw new InvalidField("job", hex, "is not a job key of 64 hex digits", "");
        }
    }

    /**
     * sha256 of provider, model and canonical inputs.
     *
     * @param provider {@code embedded}, or the origin of the base URL
     * @param model the model id
     * @param canonicalInputs the resolved inputs as canonical JSON; bytes as {@code sha256:<hex>}, URLs as written;
     *     without what only changes the transport
     */
    public static JobKey of(String provider, String model, String canonicalInputs) {
        return new JobKey(sha256(provider + '\n' + model + '\n' + canonicalInputs));
    }

    /** The first twelve digits, for people. */
    public String brief() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(JobKey other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
