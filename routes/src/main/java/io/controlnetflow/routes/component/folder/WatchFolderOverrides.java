package io.controlnetflow.routes.component.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.routes.engine.folder.FolderSpec;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a program that runs a person's routes says about all their watched folders; found in the registry by its type.
 *
 * @param mode once, or for ever
 * @param kind the control map, or null for what the route says
 * @param fields request fields in the API's words that win over the route's
 * @param inputs what a flow is given instead: texts, values, and pictures as paths
 */
public record WatchFolderOverrides(
        FolderSpec.Mode mode,
        @Nullable ControlKind kind,
        ObjectNode fields,
        Function<FlowSpec, Map<String, Object>> inputs) {
    public WatchFolderOverrides {
        fields = fields.deepCopy();
    }

    @Override
    public ObjectNode fields() {
        return fields.deepCopy();
    }
}
