package io.controlnetflow.routes.component.wavespeed;

import org.apache.camel.spi.Metadata;

/** Headers of {@code wavespeed:}. Each overrides the option of the same name for one message. */
public final class WaveSpeedConstants {
    /** What all headers start with; the rest is the option's name. */
    public static final String PREFIX = "CamelWaveSpeed";

    @Metadata(label = "producer", description = "The prompt", javaType = "String")
    public static final String PROMPT = "CamelWaveSpeedPrompt";

    @Metadata(label = "producer", description = "The control map: a URL", javaType = "String")
    public static final String CONTROL_IMAGE = "CamelWaveSpeedControlImage";

    @Metadata(label = "producer", description = "The kind of the control map", javaType = "String")
    public static final String CONTROL_KIND = "CamelWaveSpeedControlKind";

    @Metadata(label = "producer", description = "width*height in pixels", javaType = "String")
    public static final String SIZE = "CamelWaveSpeedSize";

    @Metadata(label = "producer", description = "Number of inference steps", javaType = "Integer")
    public static final String NUM_INFERENCE_STEPS = "CamelWaveSpeedNumInferenceSteps";

    @Metadata(label = "producer", description = "Guidance scale", javaType = "Double")
    public static final String GUIDANCE_SCALE = "CamelWaveSpeedGuidanceScale";

    @Metadata(label = "producer", description = "How closely the map is followed", javaType = "Double")
    public static final String CONTROLNET_CONDITIONING_SCALE = "CamelWaveSpeedControlnetConditioningScale";

    @Metadata(label = "producer", description = "Fraction of the steps where control starts", javaType = "Double")
    public static final String CONTROL_GUIDANCE_START = "CamelWaveSpeedControlGuidanceStart";

    @Metadata(label = "producer", description = "Fraction of the steps where control ends", javaType = "Double")
    public static final String CONTROL_GUIDANCE_END = "CamelWaveSpeedControlGuidanceEnd";

    @Metadata(label = "producer", description = "LoRAs as path:scale, separated by commas", javaType = "String")
    public static final String LORAS = "CamelWaveSpeedLoras";

    @Metadata(label = "producer", description = "The seed", javaType = "Integer")
    public static final String SEED = "CamelWaveSpeedSeed";

    @Metadata(label = "producer", description = "Number of pictures", javaType = "Integer")
    public static final String NUM_IMAGES = "CamelWaveSpeedNumImages";

    @Metadata(label = "producer", description = "jpeg, png or webp", javaType = "String")
    public static final String OUTPUT_FORMAT = "CamelWaveSpeedOutputFormat";

    /** Exchange variable of the answer: how well the first picture keeps to its control map, see {@code pictures:edge-agreement}. */
    public static final String AGREEMENT = "controlAgreement";

    private WaveSpeedConstants() {}
}
