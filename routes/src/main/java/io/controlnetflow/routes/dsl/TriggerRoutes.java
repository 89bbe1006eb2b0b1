package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The routes that start runs of a flow, as the entries of a Camel YAML file. Pure functions. */
final class TriggerRoutes {
    private static final String OUTBOX = "outbox";

    private final FlowSpec spec;
    private final Map<String, Integer> ids = new LinkedHashMap<>();

    private TriggerRoutes(FlowSpec spec) {
        this.spec = spec;
    }

    /** In the order of the triggers. */
    static List<Map<String, Object>> of(FlowSpec spec) {
        TriggerRoutes routes = new TriggerRoutes(spec);
        List<Map<String, Object>> all = new ArrayList<>();
        for (Trigger trigger : spec.triggers()) {
            if (trigger instanceof Trigger.Folder folder) {
                all.add(routes.folder(folder));
            }
        }
        return all;
    }

    private Map<String, Object> folder(Trigger.Folder folder) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("outbox", folder.outbox() == null ? OUTBOX : folder.outbox());
        options.put("flow", spec.name());
        if (folder.accept() != null) {
            options.put("accept", folder.accept());
        }
        options.put("sidecar", folder.sidecar().name().toLowerCase(Locale.ROOT));
        if (folder.patience() != null) {
            options.put("wait", Durations.text(folder.patience()));
        }
        return route(
                id("folder"),
                "watch-folder:" + folder.path(),
                options,
                List.of(Map.of(
                        "log",
                        "dag:" + spec.name() + ": made ${body.made}, reused ${body.reused}, failed"
                                + " ${body.failed}; see ${body.outbox.toUri}")));
    }

    /** A colon is in no name of a node, so no node's route has the same id. */
    private String id(String kind) {
        int number = ids.merge(kind, 1, Integer::sum);
        return spec.name() + ":" + kind + (number == 1 ? "" : "-" + number);
    }

    private static Map<String, Object> route(
            String id, String uri, Map<String, Object> options, List<Map<String, Object>> steps) {
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("uri", uri);
        if (!options.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            options.forEach((name, value) -> values.put(name, UriValue.of(value.toString())));
            from.put("parameters", values);
        }
        from.put("steps", steps);
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("id", id);
        route.put("from", from);
        return Map.of("route", route);
    }
}
