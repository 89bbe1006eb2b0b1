package io.controlnetflow.core.reason;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.controlnetflow.core.wire.Inputs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How two JSON values differ, part by part. Pure functions. */
final class Differences {
    private static final int MOST = 60;
    private static final String REF = "ref";

    /**
     * One difference.
     *
     * @param path of the part, as in {@code loras[0].scale}
     * @param was what stood there, missing when nothing did
     */
    record Difference(String path, JsonNode was, JsonNode now) {
        /** True when both are stored bytes. */
        boolean ofBytes() {
            return !ref(was).isEmpty() && !ref(now).isEmpty();
        }
    }

    private Differences() {}

    static List<Difference> of(JsonNode was, JsonNode now) {
        List<Difference> found = new ArrayList<>();
        compare("", was, now, found);
        return found;
    }

    private static void compare(String path, JsonNode was, JsonNode now, List<Difference> found) {
        if (!ref(was).isEmpty() && !ref(now).isEmpty()) {
            if (!ref(was).equals(ref(now))) {
                found.add(new Difference(path, was, now));
            } else if (was.path("kind").isTextual() && now.path("kind").isTextual()) {
                compare(path + ".kind", was.path("kind"), now.path("kind"), found);
            }
        } else if (was.isObject() && now.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            now.fieldNames().forEachRemaining(names::add);
            was.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                compare(path.isEmpty() ? name : path + "." + name, was.path(name), now.path(name), found);
            }
        } else if (was.isArray() && now.isArray() && was.size() == now.size()) {
            for (int i = 0; i < now.size(); i++) {
                compare(path + "[" + i + "]", was.get(i), now.get(i), found);
            }
        } else if (!same(was, now)) {
            found.add(new Difference(path, was, now));
        }
    }

    private static boolean same(JsonNode was, JsonNode now) {
        return was.isMissingNode() == now.isMissingNode()
                && Inputs.canonical(kept(was)).equals(Inputs.canonical(kept(now)));
    }

    private static JsonNode kept(JsonNode value) {
        return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
    }

    /** Where stored bytes are named; empty for every other value. */
    static String ref(JsonNode value) {
        String ref = value.isTextual() ? value.textValue() : value.path(REF).asText();
        return ref.startsWith("sha256:") ? ref : "";
    }

    /** As a person reads it. */
    static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Change.NOTHING;
        }
        if (!ref(value).isEmpty()) {
            return "a file";
        }
        if (value.isArray()) {
            return value.size() == 1 ? "1 item" : value.size() + " items";
        }
        String text = value.isNumber() ? Inputs.canonical(value) : value.toString();
        return text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…" + (value.isTextual() ? "\"" : "");
    }
}
