package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.run.FlowRuns;
import io.controlnetflow.routes.engine.run.Flows;
import io.controlnetflow.routes.engine.run.MapModels;
import io.controlnetflow.routes.engine.run.RunWorks;
import java.security.SecureRandom;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Makes the readers of folders, for an engine. */
final class FolderReaders {
    private FolderReaders() {}

    static FolderReader of(Engine engine, FolderSpec spec) {
        PicturePrompt prompt = new PicturePrompt(engine.settings().promptFromPicture());
        return new FolderReader(
                spec,
                new DropPlanner(
                        engine.provider().identity(),
                        new SecureRandom(),
                        engine.pricing(),
                        MapModels.of(engine.camel())),
                engine.store(),
                prompt,
                flow(engine, spec, prompt));
    }

    private static @Nullable FlowDrops flow(Engine engine, FolderSpec spec, PicturePrompt prompt) {
        CamelContext camel = engine.camel();
        String name = spec.flow();
        return name == null
                ? null
                : new FlowDrops(
                        spec,
                        () -> Flows.of(camel).get(name),
                        RunWorks.of(engine).planner(),
                        engine,
                        prompt,
                        FlowRuns.home(camel));
    }
}
