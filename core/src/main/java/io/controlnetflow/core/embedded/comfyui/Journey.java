package io.controlnetflow.core.embedded.comfyui;

import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.RenderStopped;
import io.controlnetflow.core.embedded.render.Rendered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request's way through ComfyUI: sent, waited for, fetched. Used by one thread. */
final class Journey {
    private static final Logger LOG = LoggerFactory.getLogger(Journey.class);
    private static final int FAILED = 1405;

    private final Comfy comfy;
    private final Patience patience;
    private final ComfyUiSettings settings;
    private final RenderRequest request;
    private final Errand errand;
    private final Sending sending;

    Journey(Comfy comfy, Patience patience, ComfyUiSettings settings, RenderRequest request, Errand errand) {
        this.comfy = comfy;
        this.patience = patience;
        this.settings = settings;
        this.request = request;
        this.errand = errand;
        this.sending = new Sending(comfy, patience, settings, request, errand);
    }

    /** Whether nothing may have been sent yet. */
    boolean fresh() {
        return sending.note().isEmpty();
    }

    Rendered run() throws RenderFailed, RenderStopped {
        try {
            return delivered(ended(sending.accepted()));
        } catch (RenderStopped e) {
            if (e.cancelled()) {
                sending.note().ifPresent(this::withdraw);
            }
            throw e;
        }
    }

    private void withdraw(Note sent) {
        try {
            String id = sent.accepted()
                    ? sent.promptId()
                    : comfy.find(sent.promptId()).orElse(sent.promptId());
            comfy.withdraw(id);
        } catch (IOException e) {
            LOG.warn("comfyui: prompt {}: is cancelled, but may still be rendered: {}", sent.promptId(), e.toString());
        }
    }

    private Progress.Done ended(String promptId) throws RenderFailed, RenderStopped {
        boolean missed = false;
        while (true) {
            Progress progress = patience.ask(errand, () -> comfy.progress(promptId));
            if (progress instanceof Progress.Done done) {
                return done;
            } else if (progress instanceof Progress.Failed failed) {
                throw new RenderFailed(FAILED, failed.message());
            } else if (progress instanceof Progress.Absent && missed) {
                return saved(promptId);
            }
            missed = progress instanceof Progress.Absent;
            errand.pause(missed ? settings.gap() : settings.pollEvery());
        }
    }

    /** ComfyUI forgets at a restart, but the files stay. */
    private Progress.Done saved(String promptId) throws RenderFailed, RenderStopped {
        List<Saved> files = new ArrayList<>();
        for (int n = 1; n <= request.numImages(); n++) {
            Saved file = Saved.expected(errand.id(), n);
            if (patience.ask(errand, () -> comfy.view(file)).isEmpty()) {
                throw new RenderFailed(
                        FAILED,
                        "ComfyUI no longer knows prompt " + promptId
                                + ": it was restarted, or its queue was cleared; nothing was sent again");
            }
            files.add(file);
        }
        return new Progress.Done(files, null);
    }

    private Rendered delivered(Progress.Done done) throws RenderFailed, RenderStopped {
        if (done.files().size() != request.numImages()) {
            throw new RenderFailed(
                    FAILED, "ComfyUI: made " + done.files().size() + " pictures instead of " + request.numImages());
        }
        List<byte[]> images = new ArrayList<>();
        for (Saved file : done.files()) {
            Optional<byte[]> bytes = patience.ask(errand, () -> comfy.view(file));
            images.add(Delivery.as(
                    request,
                    bytes.orElseThrow(() -> new RenderFailed(
                            FAILED, "ComfyUI: " + file.filename() + " is gone from its output folder"))));
        }
        Duration took = done.took();
        return new Rendered(images, Collections.nCopies(images.size(), false), took);
    }
}
