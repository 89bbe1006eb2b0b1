package io.controlnetflow.core.embedded.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.embedded.books.StateFolder;
import io.controlnetflow.core.embedded.books.Task;
import io.controlnetflow.core.embedded.books.TaskOutput;
import io.controlnetflow.core.embedded.fault.Fault;
import io.controlnetflow.core.embedded.fault.Script;
import io.controlnetflow.core.embedded.fault.Trouble;
import io.controlnetflow.core.embedded.http.Step;
import io.controlnetflow.core.embedded.standin.Product;
import io.controlnetflow.core.embedded.standin.StandIn;
import io.controlnetflow.core.embedded.standin.UnmakeableProduct;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a task's pictures: control image in, files out. Where nobody looks, a prompt with the word {@code nsfw} is flagged as such. */
public final class Studio {
    /** How a task ends. */
    sealed interface Made {
        Task apply(Task task, Instant at);
    }

    /** The outputs and their flags. */
    record Done(
            List<TaskOutput> outputs,
            List<Boolean> nsfw,
            @Nullable Duration inference) implements Made {
        @Override
        public Task apply(Task task, Instant at) {
            return task.completed(at, outputs, nsfw, inference);
        }
    }

    /** A task error code of the provider, and why. */
    record Failed(int code, String message) implements Made {
        @Override
        public Task apply(Task task, Instant at) {
            return task.failed(at, code, message);
        }
    }

    /** It does not end here: it was cancelled, or the next start goes on with it. */
    record Stopped() implements Made {
        @Override
        public Task apply(Task task, Instant at) {
            return task;
        }
    }

    private final StateFolder folder;
    private final Errands errands;
    private final ControlImages controlImages;
    private final @Nullable Renderer renderer;
    private final Trouble trouble;

    /**
     * @param renderer null: tiny pictures
     */
    public Studio(
            StateFolder folder,
            Errands errands,
            ControlImages controlImages,
            @Nullable Renderer renderer,
            Trouble trouble) {
        this.folder = folder;
        this.errands = errands;
        this.controlImages = controlImages;
        this.renderer = renderer;
        this.trouble = trouble;
    }

    /** Whether making takes no time. */
    boolean instant() {
        return renderer == null;
    }

    Made make(Task task) {
        Fault fault = trouble.next(Step.TASK).map(Script.Line::fault).orElse(null);
        if (fault != null && fault.ofTasks()) {
            return new Failed(Integer.parseInt(fault.text()), "failed on purpose with code " + fault.text());
        }
        try {
            Optional<StandIn> standIn = StandIn.of(task.model());
            if (standIn.isPresent()) {
                return stoodIn(task, standIn.get());
            }
            return renderer == null ? tiny(task) : rendered(task, renderer);
        } catch (RenderStopped e) {
            return new Stopped();
        } catch (RenderFailed e) {
            return new Failed(e.code(), String.valueOf(e.getMessage()));
        } catch (UnmakeableProduct e) {
            return new Failed(1401, String.valueOf(e.getMessage()));
        } catch (ControlImages.NotFetched e) {
            return new Failed(1402, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new Failed(5000, "internal error: " + e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Failed(1405, "task failed: " + e);
        }
    }

    private Made tiny(Task task) throws IOException, ControlImages.NotFetched {
        controlImages.check("control_image", task.inputs().path("control_image").asText());
        List<byte[]> images = new ArrayList<>();
        for (int n = 0; n < task.images(); n++) {
            images.add(TinyPicture.png(task.id() + "-" + n));
        }
        return keep(task, new Rendered(images), "png");
    }

    private Made rendered(Task task, Renderer by)
            throws IOException, ControlImages.NotFetched, RenderFailed, RenderStopped {
        RenderRequest request = request(task);
        Errand errand = errands.begin(task);
        try {
            return keep(task, by.render(request, errand), request.format().extension());
        } finally {
            errands.done(task);
        }
    }

    private RenderRequest request(Task task) throws IOException, ControlImages.NotFetched {
        ObjectNode in = task.inputs();
        List<Lora> loras = new ArrayList<>();
        for (JsonNode l : in.path("loras")) {
            loras.add(new Lora(l.path("path").asText(), l.path("scale").asDouble()));
        }
        return new RenderRequest(
                in.path("prompt").asText(),
                controlImages.bytes("control_image", in.path("control_image").asText()),
                in.hasNonNull("size") ? Size.parse(in.path("size").asText()) : Size.DEFAULT,
                in.path("num_inference_steps").asInt(28),
                in.path("guidance_scale").asDouble(3.5),
                in.path("controlnet_conditioning_scale").asDouble(0.7),
                in.path("control_guidance_start").asDouble(0),
                in.path("control_guidance_end").asDouble(0.8),
                loras,
                task.seed(),
                task.images(),
                OutputFormat.of(in.path("output_format").asText("jpeg")));
    }

    private Made keep(Task task, Rendered rendered, String extension) throws IOException {
        List<TaskOutput> files = new ArrayList<>();
        for (byte[] image : rendered.images()) {
            files.add(file(task, files.size(), image, extension));
        }
        List<Boolean> nsfw = rendered.nsfw().isEmpty()
                ? Collections.nCopies(
                        files.size(), saysNsfw(task.inputs().path("prompt").asText()))
                : rendered.nsfw();
        return new Done(files, nsfw, rendered.inference());
    }

    private TaskOutput file(Task task, int n, byte[] bytes, String extension) throws IOException {
        String name = task.id() + "-" + n + "." + extension;
        StateFolder.write(folder.output(name), bytes);
        return TaskOutput.file(name);
    }

    private Made stoodIn(Task task, StandIn by)
            throws IOException, ControlImages.NotFetched, UnmakeableProduct, RenderFailed {
        List<TaskOutput> outputs = new ArrayList<>();
        for (Product product : by.make(task.inputs(), controlImages.decoded(by.pictures(), task.inputs()))) {
            outputs.add(
                    product instanceof Product.File f
                            ? file(task, outputs.size(), f.bytes(), f.extension())
                            : TaskOutput.value(((Product.Value) product).json()));
        }
        return new Done(outputs, Collections.nCopies(outputs.size(), false), null);
    }

    private static boolean saysNsfw(String prompt) {
        return prompt.toLowerCase(Locale.ROOT).matches("(?s).*\\bnsfw\\b.*");
    }
}
