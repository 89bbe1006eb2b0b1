package io.controlnetflow.core.embedded.render;

import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.core.job.Size;
import java.util.List;

/**
 * One request for pictures, its control image already fetched. The ranges are those of
 * {@link io.controlnetflow.core.job.GenerationRequest}, and are not checked again here.
 *
 * @param prompt what the picture should show
 * @param controlImage the bytes of a finished control map (JPEG, PNG or WebP); must not be changed afterwards
 * @param size pixels of each picture
 * @param steps number of inference steps, 1 to 50
 * @param guidanceScale 0 to 20
 * @param conditioningScale how strongly the control map is followed, 0 to 2
 * @param guidanceStart fraction of the steps at which the control map begins to count, 0 to 1
 * @param guidanceEnd fraction of the steps at which it ceases to count, 0 to 1
 * @param loras at most 3
 * @param seed of the first picture
 * @param numImages 1 to 4
 * @param format of each picture
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once and never compared; a copy of megabytes would buy nothing
public record RenderRequest(
        String prompt,
        byte[] controlImage,
        Size size,
        int steps,
        double guidanceScale,
        double conditioningScale,
        double guidanceStart,
        double guidanceEnd,
        List<Lora> loras,
        long seed,
        int numImages,
        OutputFormat format) {
    public RenderRequest {
        loras = List.copyOf(loras);
    }
}
