package io.controlnetflow.routes.dsl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.Durations;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.dag.Trigger;
import io.controlnetflow.core.dag.text.InputText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The routes that start runs of a flow, as the entries of a Camel YAML file. Pure functions. */
final class TriggerRoutes {
    private static final String OUTBOX = "outbox";
    private static final String FIRING = "CamelDagFiring";
    private static final String TIME = "${date-with-timezone:header.scheduledFireTime:UTC:yyyyMMdd'T'HHmmss'Z'}";

    /** Routes that do not end by themselves can be left out by a property: a run of what lies there does so. */
    private static final Map<String, String> ENDLESS = Map.of("precondition", "{{flow.triggers:true}}");

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
            } else if (trigger instanceof Trigger.Cron cron) {
                all.add(routes.cron(cron));
            } else if (trigger instanceof Trigger.Uri uri) {
                all.add(routes.uri(uri));
            } else if (trigger instanceof Trigger.Http http) {
                all.addAll(routes.http(http));
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
                Map.of(),
                id("folder"),
                "watch-folder:" + folder.path(),
                options,
                List.of(Map.of(
                        "log",
                        "dag:" + spec.name() + ": made ${body.made}, reused ${body.reused}, failed"
                                + " ${body.failed}; see ${body.outbox.toUri}")));
    }

    /** The scheduled time is the firing, so that the same time is the same run, on whichever node. */
    private Map<String, Object> cron(Trigger.Cron cron) {
        String id = id("cron");
        return route(
                ENDLESS,
                id,
                "quartz:" + id.replace(':', '-'),
                Map.of("cron", ScheduleFunction.option(cron.schedule())),
                List.of(Map.of("setProperty", ordered("name", FIRING, "simple", TIME)), start(cron.inputs())));
    }

    /** A request is answered at once; how its run stands, and the files that it answers with, are asked for below the same path. */
    private List<Map<String, Object>> http(Trigger.Http http) {
        String id = id("http");
        String path = "platform-http:" + http.path();
        return List.of(
                request(id, path, "POST", "start"),
                request(id + "-state", path + "/{run}", "GET", "state"),
                request(id + "-file", path + "/{run}/{file}", "GET", "file"));
    }

    private Map<String, Object> request(String id, String path, String method, String what) {
        Map<String, Object> to = new LinkedHashMap<>();
        to.put("uri", "dag:" + spec.name());
        to.put("parameters", Map.of("http", what));
        return route(ENDLESS, id, path, Map.of("httpMethodRestrict", method), List.of(Map.of("to", to)));
    }

    /** Its source is told that the message is done once the rows of the run are written, and not before. */
    private Map<String, Object> uri(Trigger.Uri uri) {
        return route(ENDLESS, id("uri"), uri.from(), Map.of(), List.of(start(uri.inputs())));
    }

    private Map<String, Object> start(ObjectNode inputs) {
        Map<String, Object> to = ordered("uri", "dag:" + spec.name(), "pattern", "InOnly");
        Map<String, Object> given = new LinkedHashMap<>();
        inputs.properties()
                .forEach(one -> given.put("with." + one.getKey(), UriValue.of(InputText.option(one.getValue()))));
        if (!given.isEmpty()) {
            to.put("parameters", given);
        }
        return Map.of("to", to);
    }

    private static Map<String, Object> ordered(String first, String value, String second, String other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }

    /** A colon is in no name of a node, so no node's route has the same id. */
    private String id(String kind) {
        int number = ids.merge(kind, 1, Integer::sum);
        return spec.name() + ":" + kind + (number == 1 ? "" : "-" + number);
    }

    private static Map<String, Object> route(
            Map<String, String> words,
            String id,
            String uri,
            Map<String, Object> options,
            List<Map<String, Object>> steps) {
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
        route.putAll(words);
        route.put("from", from);
        return Map.of("route", route);
    }
}
