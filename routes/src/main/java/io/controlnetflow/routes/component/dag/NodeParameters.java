package io.controlnetflow.routes.component.dag;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.dag.word.Problem;
import io.controlnetflow.core.image.model.ModelOptions;
import io.controlnetflow.core.job.Field;
import io.controlnetflow.core.job.Fields;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.schema.ModelInputs;
import io.controlnetflow.routes.component.map.ControlMapOptions;
import io.controlnetflow.routes.component.pictures.PictureOperation;
import io.controlnetflow.routes.component.pictures.PicturesOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a node's parameters must be that calls one of our endpoints, for checks before anything runs. Stateless.
 */
public sealed interface NodeParameters {
    /** What the endpoint takes; empty for another model of {@code wavespeed:}, and for foreign components. */
    static Optional<NodeParameters> of(String scheme, String path) {
        return of(scheme, path, model -> Optional.empty());
    }

    /**
     * What the endpoint takes; empty for foreign components.
     *
     * @param models what another model of {@code wavespeed:} takes, where that is known
     */
    static Optional<NodeParameters> of(String scheme, String path, Function<String, Optional<ModelInputs>> models) {
        try {
            return switch (scheme) {
                case "wavespeed" ->
                    path.equals(GenerationRequest.MODEL)
                            ? Optional.of(new OfControlNet())
                            : models.apply(path).map(OfModel::new);
                case "control-map" -> Optional.of(new OfMap());
                case "pictures" -> Optional.of(new OfPictures(PictureOperation.of(path)));
                default -> Optional.empty();
            };
        } catch (InvalidField unknownOperation) {
            return Optional.empty();
        }
    }

    /** Every name that {@code with} may hold. */
    List<String> names();

    /** Of each list, one must be given: in {@code with}, or as an option of the endpoint. */
    List<List<String>> needed();

    /** What is wrong with values, by name; those that only a run knows are not in it. */
    List<Problem> problems(ObjectNode given);

    /** {@code wavespeed:} with the ControlNet model. */
    record OfControlNet() implements NodeParameters {
        private static final ObjectMapper JSON = new ObjectMapper();
        private static final List<String> OURS = List.of("control_kind", "model");

        @Override
        public List<String> names() {
            return Fields.all().stream()
                    .filter(f -> f.use() != Field.Use.LOCAL || OURS.contains(f.name()))
                    .map(Field::name)
                    .toList();
        }

        @Override
        public List<List<String>> needed() {
            return List.of(List.of("prompt"), List.of("control_image"));
        }

        @Override
        public List<Problem> problems(ObjectNode given) {
            List<Problem> found = new ArrayList<>();
            given.properties().forEach(e -> Fields.find(e.getKey())
                    .filter(f -> !f.name().equals("control_image"))
                    .flatMap(f -> problem(() -> f.read(JSON.convertValue(e.getValue(), Object.class))))
                    .ifPresent(found::add));
            return found;
        }
    }

    /** {@code wavespeed:} with another model. */
    record OfModel(ModelInputs inputs) implements NodeParameters {
        @Override
        public List<String> names() {
            return inputs.names();
        }

        @Override
        public List<List<String>> needed() {
            return inputs.required().stream().map(List::of).toList();
        }

        @Override
        public List<Problem> problems(ObjectNode given) {
            ObjectNode known = inputs.read(given.deepCopy().retain(names()));
            Map<String, String> others = new HashMap<>();
            Stream.concat(names().stream(), inputs.required().stream())
                    .filter(name -> !known.has(name))
                    .forEach(name -> others.put(name, ""));
            return inputs.problems(known, others).stream()
                    .flatMap(wrong -> problem(() -> {
                                throw wrong;
                            })
                            .stream())
                    .toList();
        }
    }

    /** {@code control-map:}. */
    record OfMap() implements NodeParameters {
        @Override
        public List<String> names() {
            return ControlMapOptions.WORDS;
        }

        @Override
        public List<List<String>> needed() {
            return List.of(List.of("image"));
        }

        @Override
        public List<Problem> problems(ObjectNode given) {
            ControlMapOptions standard =
                    ControlMapOptions.of(100, 200, ControlMapOptions.ORIGINAL, "cover", ModelOptions.NONE);
            return each(names(), given, standard::with);
        }
    }

    /** {@code pictures:}. */
    record OfPictures(PictureOperation operation) implements NodeParameters {
        @Override
        public List<String> names() {
            return operation.words();
        }

        @Override
        public List<List<String>> needed() {
            List<String> picture = List.of("images", "image");
            return operation == PictureOperation.RESIZE ? List.of(picture, List.of("size")) : List.of(picture);
        }

        @Override
        public List<Problem> problems(ObjectNode given) {
            PicturesOptions standard = PicturesOptions.of("first", 0, "", "cover");
            return each(names(), given, one -> standard.with(operation, one));
        }
    }

    /** One by one, then those together that are right alone. */
    private static List<Problem> each(List<String> names, ObjectNode given, Consumer<ObjectNode> check) {
        List<Problem> found = new ArrayList<>();
        ObjectNode right = JsonNodeFactory.instance.objectNode();
        given.properties().stream().filter(e -> names.contains(e.getKey())).forEach(e -> {
            ObjectNode one = JsonNodeFactory.instance.objectNode();
            one.set(e.getKey(), e.getValue());
            Optional<Problem> wrong = e.getKey().equals("low") || e.getKey().equals("high")
                    ? problem(() -> Fields.find(e.getKey())
                            .orElseThrow()
                            .read(e.getValue().asText()))
                    : problem(() -> check.accept(one));
            wrong.ifPresentOrElse(found::add, () -> right.set(e.getKey(), e.getValue()));
        });
        problem(() -> check.accept(right)).ifPresent(found::add);
        return found;
    }

    private static Optional<Problem> problem(Runnable read) {
        try {
            read.run();
            return Optional.empty();
        } catch (InvalidField e) {
            String said = String.valueOf(e.getMessage());
            return Optional.of(new Problem(
                    e.field(),
                    said.startsWith(e.field() + ": ") ? said.substring(e.field().length() + 2) : said));
        }
    }
}
