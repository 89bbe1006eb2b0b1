package io.controlnetflow.routes.app.verb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.story.Stories;
import io.controlnetflow.core.artifact.story.Story;
import io.controlnetflow.routes.app.console.Style;
import java.util.ArrayList;
import java.util.List;

/** A story for people. Pure functions. */
final class StoryText {
    private static final int COLUMN = 32;
    private static final int DIGITS = 12;

    private StoryText() {}

    static List<String> lines(String name, Stories.Found found, Style style) {
        List<String> lines = new ArrayList<>();
        Story story = found.story();
        if (story instanceof Story.Ours ours) {
            ours(lines, name, ours, style);
        } else if (story instanceof Story.Foreign foreign) {
            lines.add(style.bold(name) + ": made by another program");
            row(lines, "prompt", foreign.text(), style);
            row(lines, "negative prompt", foreign.negative() == null ? "" : foreign.negative(), style);
            foreign.settings().forEach((setting, value) -> row(lines, setting, value, style));
        }
        row(lines, "told by", story.teller().words(), style);
        if (found.bytes() == Stories.Bytes.CHANGED) {
            lines.add(style.caution(
                    "  " + name + " was changed since: its bytes are none of those that the manifest names"));
        }
        return lines;
    }

    private static void ours(List<String> lines, String name, Story.Ours story, Style style) {
        ObjectNode json = story.json();
        String at = story.provider().equals("embedded") ? "the embedded server" : story.provider();
        lines.add(style.bold(name) + ": made by " + story.model() + " of " + at);
        ObjectNode parameters = story.parameters();
        row(lines, "prompt", story.prompt().orElse(""), style);
        parameters.remove(List.of("prompt", "control_image"));
        JsonNode control = json.path("control");
        String map = text(control, "sha256").isEmpty() ? text(control, "url") : "sha256:" + text(control, "sha256");
        row(lines, "control map", (text(control, "kind") + " " + map).strip(), style);
        parameters.properties().forEach(field -> row(lines, field.getKey(), plain(field.getValue()), style));
        JsonNode picture = json.path("picture");
        row(lines, "picture", text(picture, "number") + " of the job, sha256:" + text(picture, "sha256"), style);
        row(lines, "keeps to its map", text(picture, "edge_agreement") + text(picture, "luminance_correlation"), style);
        if (picture.has("published")) {
            row(lines, "published as", "sha256:" + text(picture.path("published"), "sha256"), style);
        }
        row(lines, "job", brief(story.job()) + prediction(json), style);
        row(
                lines,
                "cost",
                json.has("cost_usd") ? Style.usd(json.path("cost_usd").decimalValue()) : "",
                style);
        row(lines, "completed", text(json.path("timings"), "completed_at"), style);
        row(lines, "source", text(json, "source"), style);
        String run = text(json.path("run"), "id");
        row(lines, "run", run.isEmpty() ? "" : brief(run) + " of " + text(json.path("run"), "flow"), style);
    }

    private static String prediction(JsonNode json) {
        String id = text(json.path("job"), "prediction_id");
        return id.isEmpty() ? "" : ", prediction " + id;
    }

    private static String brief(String hex) {
        return hex.substring(0, Math.min(DIGITS, hex.length()));
    }

    private static String plain(JsonNode value) {
        return value.isContainerNode() ? value.isEmpty() ? "" : value.toString() : value.asText();
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).isNull() ? "" : json.path(field).asText();
    }

    private static void row(List<String> lines, String name, String value, Style style) {
        if (!value.isEmpty()) {
            String indent = "\n" + " ".repeat(COLUMN + 2);
            lines.add("  " + style.dim(name) + " ".repeat(Math.max(1, COLUMN - name.length()))
                    + value.replace("\n", indent));
        }
    }
}
