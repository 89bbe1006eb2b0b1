package io.controlnetflow.core.image.model;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Networks whose input and answer are known. For the soft-edge ones the source is ControlNet's own preprocessors (controlnet_aux),
 * with whose maps the model was trained; Anyline is its network, MTEED, without the line-art layer that its node adds.
 */
public enum Network {
    /** Gives inverse depth. */
    DEPTH_ANYTHING("depth-anything", ControlKind.DEPTH),
    /** Gives distances, small is near. */
    METRIC_DEPTH("metric-depth", ControlKind.DEPTH),
    HED("hed", ControlKind.SOFT_EDGE),
    TEED("teed", ControlKind.SOFT_EDGE),
    PIDINET("pidinet", ControlKind.SOFT_EDGE),
    ANYLINE("anyline", ControlKind.SOFT_EDGE);

    private final String text;
    private final ControlKind kind;

    Network(String text, ControlKind kind) {
        this.text = text;
        this.kind = kind;
    }

    /** The word used in options. */
    public String text() {
        return text;
    }

    /** The kind of map it makes. */
    public ControlKind kind() {
        return kind;
    }

    Feed feed() {
        return switch (this) {
            case DEPTH_ANYTHING, METRIC_DEPTH -> Feed.PATCHES;
            case PIDINET -> Feed.PORTIONS_BGR;
            case HED, TEED, ANYLINE -> Feed.BYTES;
        };
    }

    /** Whether its last answer is the map; else all of its answers are, by their mean. */
    boolean answersLast() {
        return this == PIDINET;
    }

    /**
     * @throws InvalidField when the word names no network of this kind
     */
    static Network of(ControlKind kind, String word) {
        return Arrays.stream(values())
                .filter(n -> n.kind == kind && n.text.equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidField(
                        "network",
                        word,
                        "is no network of " + kind.text() + " maps",
                        "use one of " + String.join(", ", words(kind))));
    }

    /** The network that a file is named after; a depth model is taken for a Depth Anything. */
    static Optional<Network> named(ControlKind kind, String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (kind == ControlKind.DEPTH) {
            return Optional.of(name.contains("metric") ? METRIC_DEPTH : DEPTH_ANYTHING);
        }
        if (name.contains("anyline") || name.contains("mteed")) {
            return Optional.of(ANYLINE);
        }
        if (name.contains("pidi")) {
            return Optional.of(PIDINET);
        }
        if (name.contains("teed")) {
            return Optional.of(TEED);
        }
        return name.contains("hed") ? Optional.of(HED) : Optional.empty();
    }

    static List<String> words(ControlKind kind) {
        return Arrays.stream(values())
                .filter(n -> n.kind == kind)
                .map(Network::text)
                .toList();
    }
}
