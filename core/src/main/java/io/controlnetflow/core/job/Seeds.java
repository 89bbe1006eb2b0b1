package io.controlnetflow.core.job;

import java.util.random.RandomGenerator;

/**
 * Where a seed comes from when none is given. Absent: derived from the other parts of the job's key, so that the same request
 * is the same job. -1: drawn.
 *
 * @param provider the provider's identity, as in the key
 * @param model the model id, as in the key
 * @param random draws the seed for -1
 */
public record Seeds(String provider, String model, RandomGenerator random) {
    static final int ABSENT = -2;

    /** A seed of 0 to 2147483647 that depends on everything in the request but its seed. */
    public int derived(GenerationRequest request) {
        GenerationRequest other = withSeed(request, 0);
        StringBuilder parts = new StringBuilder();
        for (Object part : new Object[] {
            provider,
            model,
            other.prompt(),
            other.controlImage(),
            other.size(),
            other.numInferenceSteps(),
            other.guidanceScale(),
            other.controlnetConditioningScale(),
            other.controlGuidanceStart(),
            other.controlGuidanceEnd(),
            other.numImages(),
            other.outputFormat().text()
        }) {
            append(parts, part);
        }
        for (Lora lora : other.loras()) {
            append(parts, lora.path());
            append(parts, lora.scale());
        }
        return (int) (Long.parseLong(JobKey.sha256(parts.toString()).substring(0, 8), 16) & Integer.MAX_VALUE);
    }

    /** A drawn seed of 0 to 2147483647. */
    public static int draw(RandomGenerator random) {
        return random.nextInt() & Integer.MAX_VALUE;
    }

    GenerationRequest seeded(GenerationRequest request, int asked) {
        return withSeed(request, asked == ABSENT ? derived(request) : draw(random));
    }

    private static void append(StringBuilder parts, Object part) {
        String text = part.toString();
        parts.append(text.length()).append(':').append(text).append(',');
    }

    private static GenerationRequest withSeed(GenerationRequest r, int seed) {
        return new GenerationRequest(
                r.prompt(),
                r.controlImage(),
                r.size(),
                r.numInferenceSteps(),
                r.guidanceScale(),
                r.controlnetConditioningScale(),
                r.controlGuidanceStart(),
                r.controlGuidanceEnd(),
                r.loras(),
                seed,
                r.numImages(),
                r.outputFormat());
    }
}
