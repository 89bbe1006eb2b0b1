package io.controlnetflow.routes.stage;

import io.controlnetflow.core.job.JobKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The public address that the provider calls when a prediction has ended. Each job gets its own, with its key in the query, so that
 * a callback names its job even when the answer to the POST was lost.
 *
 * @param url https, or http on this machine
 */
public record CallbackAddress(URI url) {
    private static final String JOB = "job=";

    /**
     * @throws IllegalArgumentException when the provider would not call this address
     */
    public static CallbackAddress of(String url) {
        try {
            URI uri = new URI(url.trim());
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean here = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
            boolean reached = "https".equals(uri.getScheme()) || (here && "http".equals(uri.getScheme()));
            if (!host.isEmpty() && reached && uri.getRawFragment() == null && uri.getRawUserInfo() == null) {
                return new CallbackAddress(uri);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(unusable(url), e);
        }
        throw new IllegalArgumentException(unusable(url));
    }

    private static String unusable(String url) {
        return "webhook-url: " + url + " is not a public https address; write it like https://host/path";
    }

    /** Port 0 stands for the port that the listener got: for a provider on this machine. */
    public CallbackAddress withPort(int listening) {
        return url.getPort() == 0
                ? new CallbackAddress(URI.create(url.toString().replaceFirst(":0(?=[/?]|$)", ":" + listening)))
                : this;
    }

    /** The address for this job's end, as the value of the query parameter {@code webhook}. */
    String parameter(JobKey key) {
        String address = url + (url.getRawQuery() == null ? "?" : "&") + JOB + key.hex();
        return "webhook=" + URLEncoder.encode(address, StandardCharsets.UTF_8);
    }

    /** The job that a call to such an address is about. */
    public static Optional<JobKey> job(@Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&"))
                .filter(part -> part.matches(JOB + "[0-9a-f]{64}"))
                .map(part -> new JobKey(part.substring(JOB.length())))
                .findFirst();
    }
}
