package io.controlnetflow.core.job;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Some of a request's fields, checked as they come in, each with the place it came from. Immutable. Layers are laid over each
 * other with {@link #with(RequestFields)}, and {@link #resolve} fills what is missing.
 */
public final class RequestFields {
    /** No field at all. */
    public static final RequestFields NONE = new RequestFields(Map.of());

    private record Given(Object value, String origin) {}

    private final Map<String, Given> given;

    private RequestFields(Map<String, Given> given) {
        this.given = given;
    }

    /**
     * Checks and keeps the given values.
     *
     * @param origin the place for messages, such as a file name; may be empty
     * @param values by field name in the API's words: texts, numbers, booleans, lists, maps, or the types of this package
     * @throws InvalidField for an unknown name (with the nearest one) or a value that does not fit
     */
    public static RequestFields of(String origin, Map<String, ?> values) {
        RequestFields fields = NONE;
        for (Map.Entry<String, ?> entry : values.entrySet()) {
            fields = fields.with(origin, entry.getKey(), entry.getValue());
        }
        return fields;
    }

    /** These fields and one more. */
    public RequestFields with(String origin, String name, @Nullable Object value) {
        try {
            Object read = Values.read(Fields.named(name, value), value);
            Map<String, Given> all = new LinkedHashMap<>(given);
            all.put(name, new Given(read, origin));
            return new RequestFields(all);
        } catch (InvalidField e) {
            throw e.in(origin);
        }
    }

    /** These fields, with the others laid over them: where both give a field, the other's value holds. */
    public RequestFields with(RequestFields over) {
        Map<String, Given> all = new LinkedHashMap<>(given);
        all.putAll(over.given);
        return new RequestFields(all);
    }

    /** These fields but one. */
    public RequestFields without(String name) {
        Map<String, Given> all = new LinkedHashMap<>(given);
        all.remove(name);
        return new RequestFields(all);
    }

    /** The names of the fields that are given. */
    public Set<String> names() {
        return new LinkedHashSet<>(given.keySet());
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** Where a field's value came from; empty when it is not given. */
    public String origin(String name) {
        Given found = given.get(name);
        return found == null ? "" : found.origin();
    }

    /** A field's value in its type: see {@link Field.Type}. */
    public <T> Optional<T> value(String name, Class<T> type) {
        return Optional.ofNullable(given.get(name)).map(found -> type.cast(found.value()));
    }

    public Optional<String> prompt() {
        return value("prompt", String.class);
    }

    public Optional<String> controlImage() {
        return value("control_image", String.class);
    }

    public Optional<ControlKind> controlKind() {
        return value("control_kind", ControlKind.class);
    }

    public Optional<Size> size() {
        return value("size", Size.class);
    }

    /** -1 to 2147483647; -1 asks for a drawn one. */
    public Optional<Integer> seed() {
        return value("seed", Integer.class);
    }

    public Optional<Fit> fit() {
        return value("fit", Fit.class);
    }

    public Optional<String> model() {
        return value("model", String.class);
    }

    public Optional<Boolean> flag(String name) {
        return value(name, Boolean.class);
    }

    /** A seed of -1 replaced by a drawn one, so that it can be kept; else these fields unchanged. */
    public RequestFields drawSeed(RandomGenerator random) {
        return seed().filter(s -> s == -1).isPresent() ? with(origin("seed"), "seed", Seeds.draw(random)) : this;
    }

    /**
     * The whole request: a given value wins, then the kind's defaults, then the API's.
     *
     * @param kind the kind of the control map
     * @param controlImage the control map: a URL or {@code sha256:<hex>}; wins over a given {@code control_image}
     * @param seeds gives the seed where none is given
     * @throws InvalidField when the prompt is missing or fields contradict each other
     */
    public GenerationRequest resolve(ControlKind kind, String controlImage, Seeds seeds) {
        String prompt = prompt().orElseThrow(() -> new InvalidField(
                "prompt", "nothing", "is given", "say what the picture should show in a .txt or .yaml file beside it"));
        int asked = seed().orElse(Seeds.ABSENT);
        GenerationRequest request = new GenerationRequest(
                prompt,
                controlImage,
                size().orElse(Size.DEFAULT),
                whole("num_inference_steps", 28),
                decimal("guidance_scale", 3.5),
                decimal("controlnet_conditioning_scale", kind.conditioningScale()),
                decimal("control_guidance_start", 0),
                decimal("control_guidance_end", kind.guidanceEnd()),
                loras(),
                Math.max(0, asked),
                whole("num_images", 1),
                value("output_format", OutputFormat.class).orElse(OutputFormat.JPEG));
        return asked >= 0 ? request : seeds.seeded(request, asked);
    }

    @SuppressWarnings("unchecked")
    private List<Lora> loras() {
        return (List<Lora>) value("loras", List.class).orElse(List.of());
    }

    private int whole(String name, int standard) {
        return value(name, Integer.class).orElse(standard);
    }

    private double decimal(String name, double standard) {
        return value(name, Double.class).orElse(standard);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RequestFields that && given.equals(that.given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    /** The fields as {@code name=value}, for logs. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        given.forEach((name, found) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(found.value()));
        return text.toString();
    }
}
