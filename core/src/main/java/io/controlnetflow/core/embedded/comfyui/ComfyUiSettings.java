package io.controlnetflow.core.embedded.comfyui;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Where a ComfyUI is, and what it is to be asked for.
 *
 * @param server as in {@code http://127.0.0.1:8188}
 * @param loras from a path in a request ({@code owner/repo} or a URL) to a name that ComfyUI lists
 * @param atOnce how many prompts it is given at once, 1 to 64; it works on one, the others wait in its queue
 * @param pollEvery between two looks at a prompt; the first wait of a back-off, which ends at 30 s
 * @param gap between the two looks that prove a prompt absent
 * @param patience for one answer of ComfyUI
 */
public record ComfyUiSettings(
        URI server,
        ComfyModels models,
        Map<String, String> loras,
        int atOnce,
        Duration pollEvery,
        Duration gap,
        Duration patience) {
    private static final int MOST_AT_ONCE = 64;

    public ComfyUiSettings {
        loras = Map.copyOf(loras);
        String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.matches("https?") || server.getHost() == null || server.getQuery() != null) {
            throw new IllegalArgumentException(
                    "comfyui: " + server + " is no http or https address; write it like http://127.0.0.1:8188");
        }
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "comfyui: " + atOnce + " prompts at once is outside 1 to " + MOST_AT_ONCE);
        }
    }

    /** The defaults: common file names, two prompts at once, a look each second. */
    public static ComfyUiSettings at(URI server) {
        return new ComfyUiSettings(
                server,
                ComfyModels.DEFAULT,
                Map.of(),
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
    }

    public ComfyUiSettings with(ComfyModels others) {
        return new ComfyUiSettings(server, others, loras, atOnce, pollEvery, gap, patience);
    }

    public ComfyUiSettings withLoras(Map<String, String> names) {
        return new ComfyUiSettings(server, models, names, atOnce, pollEvery, gap, patience);
    }

    public ComfyUiSettings withAtOnce(int prompts) {
        return new ComfyUiSettings(server, models, loras, prompts, pollEvery, gap, patience);
    }

    public ComfyUiSettings withPace(Duration poll, Duration absence, Duration answer) {
        return new ComfyUiSettings(server, models, loras, atOnce, poll, absence, answer);
    }
}
