package io.controlnetflow.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String SECRET = "whsec_c2VjcmV0IGtleQ";
    private static final String ID = "e6832d4abffb4d79bfbca19783fca133";
    private static final String TIME = "1795345200";
    private static final byte[] BODY =
            "{\"id\":\"e6832d4abffb4d79bfbca19783fca133\",\"prompt\":\"\u00e9\"}".getBytes(UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1795345200);
    /** printf '%s.%s.%s' ID TIME BODY | openssl dgst -sha256 -hmac c2VjcmV0IGtleQ */
    private static final String SIGNATURE = "v3,b4e4964d339b5a6af95c7044c332fb912c1a73ba4db5dcf682ac582fce75dffa";

    @Test
    void signsAsAnotherProgramDoes() {
        assertThat(Signature.sign(SECRET, ID, TIME, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void acceptsAFreshSignature() {
        assertThat(verify(SIGNATURE, TIME, BODY, NOW)).isTrue();
        assertThat(verify(SIGNATURE, TIME, BODY, NOW.plusSeconds(300))).isTrue();
        assertThat(verify(SIGNATURE, TIME, BODY, NOW.minusSeconds(300))).isTrue();
    }

    @Test
    void refusesAnOldOrFutureOne() {
        assertThat(verify(SIGNATURE, TIME, BODY, NOW.plusSeconds(301))).isFalse();
        assertThat(verify(SIGNATURE, TIME, BODY, NOW.minusSeconds(301))).isFalse();
    }

    @Test
    void refusesWhatWasChanged() {
        byte[] changed = BODY.clone();
        changed[3] ^= 1;
        assertThat(verify(SIGNATURE, TIME, changed, NOW)).isFalse();
        assertThat(verify(SIGNATURE, "1795345201", BODY, NOW)).isFalse();
        assertThat(verify(SIGNATURE.substring(0, SIGNATURE.length() - 1) + "x", TIME, BODY, NOW))
                .isFalse();
        assertThat(verify(SIGNATURE.substring(3), TIME, BODY, NOW)).isFalse();
        assertThat(Signature.verify("whsec_other", ID, TIME, SIGNATURE, BODY, NOW))
                .isFalse();
        assertThat(Signature.verify(SECRET, "other", TIME, SIGNATURE, BODY, NOW))
                .isFalse();
    }

    @Test
    void refusesMissingAndStrangeHeaders() {
        assertThat(verify(null, TIME, BODY, NOW)).isFalse();
        assertThat(verify(SIGNATURE, null, BODY, NOW)).isFalse();
        assertThat(verify(SIGNATURE, "soon", BODY, NOW)).isFalse();
        assertThat(verify(SIGNATURE, "-1795345200", BODY, NOW)).isFalse();
        assertThat(Signature.verify("", ID, TIME, SIGNATURE, BODY, NOW)).isFalse();
        assertThat(Signature.verify(SECRET, null, TIME, SIGNATURE, BODY, NOW)).isFalse();
    }

    private static boolean verify(
            @org.jspecify.annotations.Nullable String signature,
            @org.jspecify.annotations.Nullable String time,
            byte[] body,
            Instant now) {
        return Signature.verify(SECRET, ID, time, signature, body, now);
    }
}
