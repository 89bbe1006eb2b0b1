package io.controlnetflow.routes.component.wavespeed;

import io.controlnetflow.core.job.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** The fields of a request as options of an endpoint; null is not given. Camel fills them in when a route is loaded. */
public abstract class WaveSpeedOptions extends DefaultEndpoint {
    @UriParam(description = "The positive prompt.")
    private @Nullable String prompt;

    @UriParam(description = "A finished control map by URL, for bodies that are no picture.")
    private @Nullable String controlImage;

    @UriParam(
            enums = "canny,soft-edge,depth,approx-depth,pose,gray,none",
            defaultValue = "none",
            description =
                    "The kind of the control map; chooses defaults of other options. A ControlMap body brings its own.")
    private @Nullable String controlKind;

    @UriParam(defaultValue = "1024*1024", description = "width*height in pixels, 256 to 1536 a side.")
    private @Nullable String size;

    @UriParam(defaultValue = "28", description = "Number of inference steps, 1 to 50.")
    private @Nullable Integer numInferenceSteps;

    @UriParam(defaultValue = "3.5", description = "Guidance scale, 0 to 20.")
    private @Nullable Double guidanceScale;

    @UriParam(description = "How closely the map is followed, 0 to 2; the default comes from the kind.")
    private @Nullable Double controlnetConditioningScale;

    @UriParam(defaultValue = "0", description = "Fraction of the steps where control starts, 0 to 1.")
    private @Nullable Double controlGuidanceStart;

    @UriParam(description = "Fraction of the steps where control ends, 0 to 1; the default comes from the kind.")
    private @Nullable Double controlGuidanceEnd;

    @UriParam(description = "LoRAs as path:scale, separated by commas, at most 3; scale 0 to 4.")
    private @Nullable String loras;

    @UriParam(
            description =
                    "The seed, 0 to 2147483647; -1 draws one for each message; absent derives one, so that the same request is the same job.")
    private @Nullable Integer seed;

    @UriParam(defaultValue = "1", description = "Number of pictures, 1 to 4.")
    private @Nullable Integer numImages;

    @UriParam(enums = "jpeg,png,webp", defaultValue = "jpeg", description = "The format of the pictures.")
    private @Nullable String outputFormat;

    @UriParam(defaultValue = "false", description = "Let the answer to the submit wait for the picture.")
    private @Nullable Boolean enableSyncMode;

    @UriParam(defaultValue = "false", description = "Let the provider answer with the bytes instead of addresses.")
    private @Nullable Boolean enableBase64Output;

    WaveSpeedOptions(String uri, WaveSpeedComponent component) {
        super(uri, component);
    }

    /** The given options in the API's words. */
    Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        put(options, "prompt", prompt);
        put(options, "controlImage", controlImage);
        put(options, "controlKind", controlKind);
        put(options, "size", size);
        put(options, "numInferenceSteps", numInferenceSteps);
        put(options, "guidanceScale", guidanceScale);
        put(options, "controlnetConditioningScale", controlnetConditioningScale);
        put(options, "controlGuidanceStart", controlGuidanceStart);
        put(options, "controlGuidanceEnd", controlGuidanceEnd);
        put(options, "loras", loras);
        put(options, "seed", seed);
        put(options, "numImages", numImages);
        put(options, "outputFormat", outputFormat);
        put(options, "enableSyncMode", enableSyncMode);
        put(options, "enableBase64Output", enableBase64Output);
        return options;
    }

    private static void put(Map<String, Object> options, String option, @Nullable Object value) {
        if (value != null) {
            options.put(Fields.snake(option), value);
        }
    }

    public @Nullable String getPrompt() {
        return prompt;
    }

    public void setPrompt(@Nullable String prompt) {
        this.prompt = prompt;
    }

    public @Nullable String getControlImage() {
        return controlImage;
    }

    public void setControlImage(@Nullable String controlImage) {
        this.controlImage = controlImage;
    }

    public @Nullable String getControlKind() {
        return controlKind;
    }

    public void setControlKind(@Nullable String controlKind) {
        this.controlKind = controlKind;
    }

    public @Nullable String getSize() {
        return size;
    }

    public void setSize(@Nullable String size) {
        this.size = size;
    }

    public @Nullable Integer getNumInferenceSteps() {
        return numInferenceSteps;
    }

    public void setNumInferenceSteps(@Nullable Integer numInferenceSteps) {
        this.numInferenceSteps = numInferenceSteps;
    }

    public @Nullable Double getGuidanceScale() {
        return guidanceScale;
    }

    public void setGuidanceScale(@Nullable Double guidanceScale) {
        this.guidanceScale = guidanceScale;
    }

    public @Nullable Double getControlnetConditioningScale() {
        return controlnetConditioningScale;
    }

    public void setControlnetConditioningScale(@Nullable Double controlnetConditioningScale) {
        this.controlnetConditioningScale = controlnetConditioningScale;
    }

    public @Nullable Double getControlGuidanceStart() {
        return controlGuidanceStart;
    }

    public void setControlGuidanceStart(@Nullable Double controlGuidanceStart) {
        this.controlGuidanceStart = controlGuidanceStart;
    }

    public @Nullable Double getControlGuidanceEnd() {
        return controlGuidanceEnd;
    }

    public void setControlGuidanceEnd(@Nullable Double controlGuidanceEnd) {
        this.controlGuidanceEnd = controlGuidanceEnd;
    }

    public @Nullable String getLoras() {
        return loras;
    }

    public void setLoras(@Nullable String loras) {
        this.loras = loras;
    }

    public @Nullable Integer getSeed() {
        return seed;
    }

    public void setSeed(@Nullable Integer seed) {
        this.seed = seed;
    }

    public @Nullable Integer getNumImages() {
        return numImages;
    }

    public void setNumImages(@Nullable Integer numImages) {
        this.numImages = numImages;
    }

    public @Nullable String getOutputFormat() {
        return outputFormat;
    }

    public void setOutputFormat(@Nullable String outputFormat) {
        this.outputFormat = outputFormat;
    }

    public @Nullable Boolean getEnableSyncMode() {
        return enableSyncMode;
    }

    public void setEnableSyncMode(@Nullable Boolean enableSyncMode) {
        this.enableSyncMode = enableSyncMode;
    }

    public @Nullable Boolean getEnableBase64Output() {
        return enableBase64Output;
    }

    public void setEnableBase64Output(@Nullable Boolean enableBase64Output) {
        this.enableBase64Output = enableBase64Output;
    }
}
