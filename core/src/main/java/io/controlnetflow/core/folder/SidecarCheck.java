package io.controlnetflow.core.folder;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;

/** Finds all that is wrong with a sidecar, folder defaults or a job file, where a reader stops at the first. */
public final class SidecarCheck {
    private static final List<String> JOB = List.of("prompt", "control_image");

    private SidecarCheck() {}

    /**
     * @param line from 1; 0 when the whole file is meant
     * @param column from 1; 0 when the whole file is meant
     */
    public record Problem(int line, int column, String message) {}

    /** Of a file that may lack any field. */
    public static List<Problem> of(Path file) {
        return check(file, List.of());
    }

    /** Of a file that is a job of its own. */
    public static List<Problem> ofJob(Path file) {
        return check(file, JOB);
    }

    private static List<Problem> check(Path file, List<String> needed) {
        String name = String.valueOf(file.getFileName());
        List<Problem> problems = new ArrayList<>();
        try {
            String text = SidecarReader.text(file, name);
            Map<String, Object> fields = SidecarReader.fields(name, text);
            Map<String, Mark> places = FileNames.structured(name) ? Documents.places(text) : Map.of();
            fields.forEach((field, value) -> wrong(field, value, places, problems));
            needed.stream()
                    .filter(field -> !fields.containsKey(field))
                    .forEach(field -> problems.add(new Problem(
                            0, 0, field + ": is missing; a file without a picture beside it is a job and needs it")));
        } catch (UnusableFile e) {
            String what = e.line() > 0 ? "is not YAML or JSON: " + e.problem() : e.problem();
            problems.add(new Problem(e.line(), e.column(), what));
        }
        return problems;
    }

    private static void wrong(String field, Object value, Map<String, Mark> places, List<Problem> problems) {
        Map<String, Object> one = new HashMap<>();
        one.put(field, value);
        try {
            RequestFields.of("", one);
        } catch (InvalidField e) {
            Mark at = places.get(field);
            problems.add(new Problem(
                    at == null ? 0 : at.getLine() + 1,
                    at == null ? 0 : at.getColumn() + 1,
                    String.valueOf(e.getMessage())));
        }
    }
}
