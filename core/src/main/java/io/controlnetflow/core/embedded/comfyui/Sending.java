package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import io.controlnetflow.core.embedded.render.Errand;
import io.controlnetflow.core.embedded.render.RenderFailed;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.embedded.render.RenderStopped;
import java.util.List;
import java.util.Optional;

/**
 * Gives ComfyUI one prompt for a request: an intent is noted before the POST, and a POST whose fate is not known is looked
 * up. Only a prompt that is proven absent, by two looks, is sent again. Used by one thread.
 */
final class Sending {
    private static final int INVALID = 1401;
    private static final int INTERNAL = 5000;
    private static final int MOST_UNCLEAR = 3;

    private final Comfy comfy;
    private final Patience patience;
    private final ComfyUiSettings settings;
    private final RenderRequest request;
    private final Errand errand;
    private final String ours;
    private Optional<Note> note;

    Sending(Comfy comfy, Patience patience, ComfyUiSettings settings, RenderRequest request, Errand errand) {
        this.comfy = comfy;
        this.patience = patience;
        this.settings = settings;
        this.request = request;
        this.errand = errand;
        this.ours = uuid(errand.id());
        this.note = errand.note().map(Note::of);
    }

    /** The prediction's id as ComfyUI wants an id to look. */
    private static String uuid(String hex) {
        return hex.replaceFirst("^(.{8})(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5");
    }

    /** What may have been sent so far; empty: nothing. */
    Optional<Note> note() {
        return note;
    }

    /** The id under which ComfyUI has the prompt: as noted, found again, or sent now. */
    String accepted() throws RenderFailed, RenderStopped {
        if (note.isPresent()) {
            Optional<String> known = note.filter(Note::accepted).map(Note::promptId);
            known = known.isPresent() ? known : lookedUp();
            if (known.isPresent()) {
                return known.get();
            }
        }
        return sent(prepared());
    }

    private JsonNode prepared() throws RenderFailed, RenderStopped {
        List<String> loras = List.of();
        if (!request.loras().isEmpty()) {
            List<String> there = patience.ask(errand, () -> new Inventory(comfy).choices("LoraLoader", "lora_name"));
            loras = LocalLoras.names(request.loras(), settings.loras(), there);
        }
        ControlMapFile map = ControlMapFile.of(request);
        String image = patience.ask(errand, () -> comfy.upload(map.name(), map.png()));
        return FluxGraph.of(request, settings.models(), loras, image, Saved.prefix(errand.id()));
    }

    private String sent(JsonNode graph) throws RenderFailed, RenderStopped {
        int unclear = 0;
        for (int attempts = 0; ; attempts++) {
            remember(new Note(ours, false));
            Sent sent = comfy.post(graph, ours);
            if (sent instanceof Sent.Accepted a) {
                patience.answered();
                remember(new Note(a.promptId(), true));
                return a.promptId();
            } else if (sent instanceof Sent.Refused r) {
                throw new RenderFailed(INVALID, r.message());
            } else if (sent instanceof Sent.NotSent n) {
                patience.unanswered(errand, n.why(), attempts);
            } else if (sent instanceof Sent.Unclear u) {
                Optional<String> found = lookedUp();
                if (found.isPresent()) {
                    return found.get();
                }
                if (++unclear == MOST_UNCLEAR) {
                    throw new RenderFailed(
                            INTERNAL, "ComfyUI: took the prompt " + unclear + " times and never kept it: " + u.why());
                }
            }
        }
    }

    private void remember(Note now) throws RenderStopped {
        errand.keep(now.text());
        note = Optional.of(now);
    }

    /** What became of a POST of unknown fate. One look that finds it is enough; absence needs two, with time between. */
    private Optional<String> lookedUp() throws RenderStopped {
        Optional<String> found = patience.ask(errand, () -> comfy.find(ours));
        if (found.isEmpty()) {
            errand.pause(settings.gap());
            found = patience.ask(errand, () -> comfy.find(ours));
        }
        if (found.isPresent()) {
            remember(new Note(found.get(), true));
        }
        return found;
    }
}
