package io.controlnetflow.core.job;

import java.util.Locale;

/**
 * The kind of a control map. The model takes a finished map and has no mode parameter, so the kind only chooses how a
 * map is made from a photograph and which defaults hold (source: model card of FLUX.1-dev-ControlNet-Union-Pro-2.0).
 */
public enum ControlKind {
    CANNY("canny", 0.7, 0.8),
    SOFT_EDGE("soft-edge", 0.7, 0.8),
    DEPTH("depth", 0.8, 0.8),
    /** A guess at depth without a model: where the ground, what is sharp and what stands apart are. The defaults of depth. */
    APPROX_DEPTH("approx-depth", 0.8, 0.8),
    POSE("pose", 0.9, 0.65),
    GRAY("gray", 0.9, 0.8),
    /** The picture is a finished map of unknown kind: used as it is, with the API's own defaults. */
    NONE("none", 0.7, 0.8);

    private final String text;
    private final double conditioningScale;
    private final double guidanceEnd;

    ControlKind(String text, double conditioningScale, double guidanceEnd) {
        this.text = text;
        this.conditioningScale = conditioningScale;
        this.guidanceEnd = guidanceEnd;
    }

    /** The word used in options, files and manifests. */
    public String text() {
        return text;
    }

    /** Default of {@code controlnet_conditioning_scale}. */
    public double conditioningScale() {
        return conditioningScale;
    }

    /** Default of {@code control_guidance_end}. */
    public double guidanceEnd() {
        return guidanceEnd;
    }

    /**
     * @throws InvalidField when the word names no kind; says the nearest one
     */
    public static ControlKind of(String word) {
        String w = word.trim().toLowerCase(Locale.ROOT).replace('_', '-');
        for (ControlKind k : values()) {
            if (k.text.equals(w)) {
                return k;
            }
        }
        throw new InvalidField(
                "control_kind", word, "is none of " + String.join(", ", words()), Suggestion.hint(w, words()));
    }

    private static java.util.List<String> words() {
        return java.util.Arrays.stream(values()).map(ControlKind::text).toList();
    }
}
