package io.controlnetflow.core.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signatures of webhooks: {@code v3,} and the hex of HMAC-SHA256 over {@code <id>.<timestamp>.<raw body>}. The key is the text
 * of the secret after {@code whsec_}, as UTF-8, not decoded (source: the vendor's page on webhooks).
 */
public final class Signature {
    /** How far the timestamp may be from now. */
    public static final Duration WINDOW = Duration.ofMinutes(5);

    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v3,";

    private Signature() {}

    /** The value of the {@code webhook-signature} header. */
    public static String sign(String secret, String id, String timestamp, byte[] body) {
        return VERSION + HexFormat.of().formatHex(mac(secret, id, timestamp, body));
    }

    /**
     * True when the signature holds and is fresh. Constant time in the signature.
     *
     * @param timestamp the header, Unix seconds
     * @param signature the header
     * @param body the raw bytes, as they came
     */
    public static boolean verify(
            String secret,
            @Nullable String id,
            @Nullable String timestamp,
            @Nullable String signature,
            byte[] body,
            Instant now) {
        if (secret.isEmpty() || id == null || timestamp == null || signature == null || !fresh(timestamp, now)) {
            return false;
        }
        byte[] expected = sign(secret, id, timestamp, body).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.trim().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean fresh(String timestamp, Instant now) {
        if (!timestamp.matches("\\d{1,12}")) {
            return false;
        }
        Duration away = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs();
        return away.compareTo(WINDOW) <= 0;
    }

    private static byte[] mac(String secret, String id, String timestamp, byte[] body) {
        String key = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
