package io.controlnetflow.core.embedded.comfyui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.controlnetflow.core.embedded.render.RenderRequest;
import io.controlnetflow.core.job.Size;
import java.util.List;

/**
 * A request as a prompt: FLUX.1-dev with ControlNet Union Pro 2.0, in 18 nodes and one for each LoRA.
 *
 * <p>FLUX takes its guidance as an input of the model ({@code FluxGuidance}), so classifier-free guidance is off: cfg 1.0,
 * and an empty negative prompt that {@code ControlNetApplyAdvanced} asks for. That node needs the {@code vae}: this
 * ControlNet sees the map as a latent. Version 2.0 has no mode, hence no {@code SetUnionControlNetType}. The shift of the
 * noise schedule follows the size, as in the model's own pipeline.
 */
final class FluxGraph {
    /** FLUX works on patches of 16 by 16 pixels. */
    private static final int PATCH = 16;

    private final Graph graph = new Graph();
    private final RenderRequest request;
    private final ComfyModels models;
    private ArrayNode model;
    private ArrayNode clip;
    private final ArrayNode vae;

    private FluxGraph(RenderRequest request, ComfyModels models) {
        this.request = request;
        this.models = models;
        if (models.checkpoint() == null) {
            model = graph.node("UNETLoader")
                    .in("unet_name", models.unet())
                    .in("weight_dtype", models.weightType())
                    .out(0);
            clip = graph.node("DualCLIPLoader")
                    .in("clip_name1", models.clip())
                    .in("clip_name2", models.t5())
                    .in("type", "flux")
                    .out(0);
            vae = graph.node("VAELoader").in("vae_name", models.vae()).out(0);
        } else {
            Graph.Placed all = graph.node("CheckpointLoaderSimple").in("ckpt_name", models.checkpoint());
            model = all.out(0);
            clip = all.out(1);
            vae = all.out(2);
        }
    }

    /** Each side floored to a multiple of 16. */
    static Size size(RenderRequest request) {
        return new Size(request.size().width() / PATCH * PATCH, request.size().height() / PATCH * PATCH);
    }

    /**
     * @param loras their names at ComfyUI, in the request's order
     * @param image the map's name at ComfyUI
     * @param prefix of the files that ComfyUI saves
     */
    static JsonNode of(RenderRequest request, ComfyModels models, List<String> loras, String image, String prefix) {
        FluxGraph flux = new FluxGraph(request, models);
        flux.apply(loras);
        ArrayNode pixels = flux.sampled(flux.conditioned(image));
        flux.graph.node("SaveImage").in("images", pixels).in("filename_prefix", prefix);
        return flux.graph.json();
    }

    private void apply(List<String> loras) {
        for (int i = 0; i < loras.size(); i++) {
            double scale = request.loras().get(i).scale();
            Graph.Placed lora = graph.node("LoraLoader")
                    .in("model", model)
                    .in("clip", clip)
                    .in("lora_name", loras.get(i))
                    .in("strength_model", scale)
                    .in("strength_clip", scale);
            model = lora.out(0);
            clip = lora.out(1);
        }
    }

    private Graph.Placed conditioned(String image) {
        ArrayNode positive = graph.node("FluxGuidance")
                .in("conditioning", text(literally(request.prompt())))
                .in("guidance", request.guidanceScale())
                .out(0);
        return graph.node("ControlNetApplyAdvanced")
                .in("positive", positive)
                .in("negative", text(""))
                .in(
                        "control_net",
                        graph.node("ControlNetLoader")
                                .in("control_net_name", models.controlNet())
                                .out(0))
                .in("image", graph.node("LoadImage").in("image", image).out(0))
                .in("vae", vae)
                .in("strength", request.conditioningScale())
                .in("start_percent", request.guidanceStart())
                .in("end_percent", request.guidanceEnd());
    }

    private ArrayNode text(String prompt) {
        return graph.node("CLIPTextEncode").in("text", prompt).in("clip", clip).out(0);
    }

    /** ComfyUI reads parentheses as weights; the API does not. */
    static String literally(String prompt) {
        return prompt.replace("(", "\\(").replace(")", "\\)");
    }

    private ArrayNode sampled(Graph.Placed guided) {
        Size size = size(request);
        ArrayNode shifted = graph.node("ModelSamplingFlux")
                .in("model", model)
                .in("max_shift", 1.15)
                .in("base_shift", 0.5)
                .in("width", size.width())
                .in("height", size.height())
                .out(0);
        ArrayNode latent = graph.node("SamplerCustomAdvanced")
                .in(
                        "noise",
                        graph.node("RandomNoise")
                                .in("noise_seed", request.seed())
                                .out(0))
                .in("guider", guider(shifted, guided))
                .in(
                        "sampler",
                        graph.node("KSamplerSelect")
                                .in("sampler_name", models.sampler())
                                .out(0))
                .in("sigmas", sigmas(shifted))
                .in("latent_image", empty(size))
                .out(0);
        return graph.node("VAEDecode").in("samples", latent).in("vae", vae).out(0);
    }

    private ArrayNode guider(ArrayNode shifted, Graph.Placed guided) {
        return graph.node("CFGGuider")
                .in("model", shifted)
                .in("positive", guided.out(0))
                .in("negative", guided.out(1))
                .in("cfg", 1.0)
                .out(0);
    }

    private ArrayNode sigmas(ArrayNode shifted) {
        return graph.node("BasicScheduler")
                .in("model", shifted)
                .in("scheduler", models.scheduler())
                .in("steps", request.steps())
                .in("denoise", 1.0)
                .out(0);
    }

    private ArrayNode empty(Size size) {
        return graph.node("EmptySD3LatentImage")
                .in("width", size.width())
                .in("height", size.height())
                .in("batch_size", request.numImages())
                .out(0);
    }
}
