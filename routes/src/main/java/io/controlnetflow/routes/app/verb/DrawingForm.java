package io.controlnetflow.routes.app.verb;

import io.controlnetflow.core.dag.draw.Drawing;
import io.controlnetflow.core.dag.draw.Subject;
import io.controlnetflow.core.dag.draw.layout.Direction;
import io.controlnetflow.core.job.Suggestion;
import io.controlnetflow.routes.app.console.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is drawn.
 *
 * @param format one of {@link #FORMATS}
 */
record DrawingForm(String format, Direction direction) {
    private static final String SVG = "svg";
    private static final String MERMAID = "mermaid";
    private static final List<String> FORMATS = List.of(SVG, MERMAID);
    private static final List<String> WAYS = List.of("right", "down");

    /** @param output its name says the format when nobody else does; null for stdout */
    static DrawingForm of(@Nullable String format, String direction, @Nullable Path output) {
        String name = output == null ? "" : output.toString();
        String standard = name.endsWith(".mmd") || name.endsWith(".mermaid") ? MERMAID : SVG;
        check("--format", format == null ? standard : format, FORMATS);
        check("--direction", direction, WAYS);
        return new DrawingForm(
                format == null ? standard : format, Direction.valueOf(direction.toUpperCase(Locale.ROOT)));
    }

    private static void check(String option, String value, List<String> known) {
        if (!known.contains(value)) {
            String hint = Suggestion.hint(value, known);
            throw new Refusal(option + ": " + value + " is none of " + String.join(", ", known)
                    + (hint.isEmpty() ? "" : "; " + hint));
        }
    }

    String draw(Subject subject) {
        return format.equals(SVG) ? Drawing.svg(subject, direction) : Drawing.mermaid(subject, direction);
    }

    /** What every such drawing begins with. */
    String mark() {
        return format.equals(SVG) ? Drawing.SVG_MARK : Drawing.MERMAID_MARK;
    }
}
