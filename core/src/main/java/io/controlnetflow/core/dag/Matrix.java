package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.dag.word.Shape;
import io.controlnetflow.core.job.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names and their values: every combination is a point, and a cell.
 *
 * @param axes name to values, in the order written
 * @param include further points, each with every name
 * @param exclude what is left out: every point that agrees with all values of one of these
 */
public record Matrix(
        Map<String, Source> axes, List<Map<String, JsonNode>> include, List<Map<String, JsonNode>> exclude) {
    public static final Matrix NONE = new Matrix(Map.of(), List.of(), List.of());
    static final String INCLUDE = "include";
    static final String EXCLUDE = "exclude";

    /** @throws InvalidFlow for unknown or missing names in points, and values that are there twice */
    public Matrix {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        include = copy(include);
        exclude = copy(exclude);
        axes.keySet().forEach(Names::checkCoordinate);
        axes.forEach(Matrix::refuseTwice);
        if (axes.isEmpty() && include.isEmpty() && !exclude.isEmpty()) {
            throw new InvalidFlow(EXCLUDE, "leaves points out of nothing; give the matrix a name with values");
        }
        Set<String> names = names(axes, include);
        for (int i = 0; i < include.size(); i++) {
            checkPoint(INCLUDE + "[" + i + "]", include.get(i), names);
            for (String name : names) {
                if (!include.get(i).containsKey(name)) {
                    throw new InvalidFlow(INCLUDE + "[" + i + "]", "misses " + name + "; a point has every name");
                }
            }
        }
        for (int i = 0; i < exclude.size(); i++) {
            checkPoint(EXCLUDE + "[" + i + "]", exclude.get(i), names);
        }
    }

    private static List<Map<String, JsonNode>> copy(List<Map<String, JsonNode>> points) {
        List<Map<String, JsonNode>> copy = new ArrayList<>();
        points.forEach(point -> copy.add(Collections.unmodifiableMap(new LinkedHashMap<>(point))));
        return List.copyOf(copy);
    }

    private static Set<String> names(Map<String, Source> axes, List<Map<String, JsonNode>> include) {
        return axes.isEmpty() && !include.isEmpty() ? include.get(0).keySet() : axes.keySet();
    }

    private static void refuseTwice(String name, Source source) {
        if (source instanceof Source.Listed listed) {
            Set<String> seen = new LinkedHashSet<>();
            for (int i = 0; i < listed.values().size(); i++) {
                JsonNode value = listed.values().get(i);
                if (!Labels.drawn(name, value) && !seen.add(Labels.of(value, i))) {
                    throw new InvalidFlow(
                            name + "[" + i + "]", Shape.shown(value) + " is there twice; each value makes one point");
                }
            }
        }
    }

    private static void checkPoint(String path, Map<String, JsonNode> point, Set<String> names) {
        if (point.isEmpty()) {
            throw new InvalidFlow(path, "is an empty point; write names and values, as in {seed: 11}");
        }
        for (String name : point.keySet()) {
            if (!names.contains(name)) {
                String hint = Suggestion.hint(name, names);
                throw new InvalidFlow(
                        path + "." + name,
                        "is no name of this matrix; "
                                + (hint.isEmpty() ? "known are " + String.join(", ", names) : hint));
            }
        }
    }

    /** The coordinates that this matrix gives. */
    public Set<String> names() {
        return Collections.unmodifiableSet(names(axes, include));
    }

    public boolean isEmpty() {
        return axes.isEmpty() && include.isEmpty();
    }
}
