package io.controlnetflow.routes.component.folder;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.routes.component.message.GenerationResult;
import io.controlnetflow.routes.component.message.GivenPicture;
import io.controlnetflow.routes.component.message.PicturesBody;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.engine.outbox.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Handler;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pictures of a message into a folder; the step of {@code kamelet:publish-folder-sink}. The body stays as it is, and the
 * header {@code CamelFileNameProduced} names the last file. Stateless.
 */
public final class PublishFolder {
    /** The exchange variable that names the folder. */
    public static final String FOLDER = "publish.folder";

    /** The exchange variable that names the files, without their ending; the message's file name says it otherwise. */
    public static final String NAME = "publish.name";

    private static final String QUARANTINE = "quarantine";

    /** @throws io.controlnetflow.core.job.InvalidField when the body holds no picture; nothing is written then */
    @Handler
    public void publish(Exchange exchange) throws IOException {
        CamelContext camel = exchange.getContext();
        ArtifactStore store = Engine.of(camel).store();
        List<Artifact> pictures = new ArrayList<>();
        List<Boolean> flagged = new ArrayList<>();
        Object body = exchange.getMessage().getBody();
        if (body instanceof GenerationResult result) {
            pictures.addAll(result.artifacts());
            flagged.addAll(result.nsfw());
        } else {
            for (GivenPicture picture : new PicturesBody(camel).read(body)) {
                pictures.add(store.put(picture.bytes().read()));
            }
        }
        Outbox outbox =
                new Outbox(Path.of(exchange.getVariable(FOLDER, String.class)).toAbsolutePath(), store);
        String stem = stem(exchange);
        for (int i = 0; i < pictures.size(); i++) {
            boolean aside = i < flagged.size() && flagged.get(i);
            Path file = outbox.put(
                    pictures.get(i), aside ? QUARANTINE : "", pictures.size() == 1 ? stem : stem + "-" + (i + 1));
            exchange.getMessage().setHeader(Exchange.FILE_NAME_PRODUCED, file.toString());
        }
    }

    private static String stem(Exchange exchange) {
        String name = exchange.getVariable(NAME, String.class);
        if (name != null && !name.isBlank()) {
            return name;
        }
        String file = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        String last = file == null ? "" : last(Path.of(file).getFileName());
        return last.isEmpty() ? "picture" : last;
    }

    private static String last(@Nullable Path name) {
        return name == null ? "" : name.toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }
}
