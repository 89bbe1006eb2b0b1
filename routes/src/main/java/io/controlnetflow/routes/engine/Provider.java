package io.controlnetflow.routes.engine;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom jobs are sent to.
 *
 * @param identity part of every job's key: {@code embedded}, or the origin of the base URL
 * @param baseUrl scheme, host and port, without {@code /api/v3}
 * @param apiKey sent to that origin only; never printed
 */
public record Provider(
        String identity, URI baseUrl, @Nullable String apiKey) {
    public static final String EMBEDDED = "embedded";
    public static final String WAVESPEED = "https://api.wavespeed.ai";

    /** The local server that lives in this process. */
    public static Provider embedded(URI baseUrl, @Nullable String apiKey) {
        return new Provider(EMBEDDED, baseUrl, apiKey);
    }

    /**
     * A server at an address.
     *
     * @throws IllegalArgumentException when the address is no http or https URL
     */
    public static Provider at(String baseUrl, @Nullable String apiKey) {
        URI base = URI.create(baseUrl.trim().replaceAll("/+$", "").replaceAll("/api/v[23]$", ""));
        if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
            throw new IllegalArgumentException(
                    "base URL: " + baseUrl + " is no http or https address; write it like " + WAVESPEED);
        }
        return new Provider(origin(base), base, apiKey);
    }

    /** True for the server in this process: its pictures are stand-ins and cost nothing. */
    public boolean isEmbedded() {
        return EMBEDDED.equals(identity);
    }

    private static String origin(URI base) {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        boolean usual = base.getPort() < 0 || base.getPort() == ("https".equals(base.getScheme()) ? 443 : 80);
        return base.getScheme() + "://" + host + (usual ? "" : ":" + base.getPort());
    }

    @Override
    public String toString() {
        return "Provider[" + identity + ", " + baseUrl + (apiKey == null ? ", no key" : ", key hidden") + "]";
    }
}
