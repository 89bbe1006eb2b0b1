package io.controlnetflow.routes.component.pictures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.image.UnusablePicture;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.routes.component.message.Agreement;
import io.controlnetflow.routes.component.message.GivenPicture;
import io.controlnetflow.routes.component.message.MadePicture;
import io.controlnetflow.routes.component.message.NearlySame;
import io.controlnetflow.routes.component.message.PicturesBody;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.stage.cell.CellScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/**
 * Does one operation. In a plain route the body holds the pictures; in a cell it is the node's parameters, and the answer a value
 * whose picture is stored. What the provider flagged as not safe for work is neither picked nor put on a sheet.
 */
final class PicturesProducer extends DefaultProducer {
    private final PictureOperation operation;
    private final PicturesOptions options;

    PicturesProducer(PicturesEndpoint endpoint, PictureOperation operation, PicturesOptions options) {
        super(endpoint);
        this.operation = operation;
        this.options = options;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Optional<CellScope> scope = CellScope.of(exchange);
        Object body = exchange.getMessage().getBody();
        exchange.getMessage()
                .setBody(
                        scope.isPresent() && body instanceof ObjectNode with
                                ? inCell(with, scope.get())
                                : inRoute(new PicturesBody(exchange.getContext()).read(body)));
    }

    private ArtifactStore store() {
        return engine().store();
    }

    private Engine engine() {
        return Engine.of(getEndpoint().getCamelContext());
    }

    private Object inRoute(List<GivenPicture> pictures) throws IOException {
        if (pictures.isEmpty()) {
            throw new InvalidField("body", "an empty list", "holds no picture", "");
        }
        PicturesWork work = new PicturesWork(new ControlOf(this::store));
        return switch (operation) {
            case CONTACT_SHEET -> work.sheet(pictures, List.of(), options.columns());
            case RESIZE -> work.resize(only(pictures), options);
            case NEAR_DUPLICATES -> work.nearlySame(pictures);
            case EDGE_AGREEMENT -> new Agreement(work.agreement(only(pictures)));
            case PICK_BEST -> {
                PicturesWork.Best best = work.best(pictures, options.by());
                GivenPicture picked = pictures.get(best.index());
                byte[] bytes = picked.bytes().read();
                yield new MadePicture(bytes, mediaType(picked, bytes), best.index(), score(options, best));
            }
        };
    }

    private static String mediaType(GivenPicture picture, byte[] bytes) {
        try {
            return Pictures.probe(bytes).mediaType();
        } catch (UnusablePicture e) {
            throw new InvalidField(picture.field(), picture.name(), String.valueOf(e.getMessage()), "");
        }
    }

    private static @Nullable Double score(PicturesOptions options, PicturesWork.Best best) {
        return options.by().equals(PicturesOptions.FIRST) ? null : (Double) best.score();
    }

    private JsonNode inCell(ObjectNode with, CellScope scope) throws IOException {
        PicturesOptions all = options.with(operation, with);
        PicturesWork work = new PicturesWork(new ControlOf(this::store));
        List<PicturesWords.Item> items =
                new PicturesWords(store(), engine().ledger().jobs()).read(with, scope);
        ObjectNode value = JsonNodeFactory.instance.objectNode();
        switch (operation) {
            case NEAR_DUPLICATES -> nearlySame(value, work.nearlySame(pictures(items)), items);
            case EDGE_AGREEMENT -> value.put("score", work.agreement(only(pictures(items))));
            case RESIZE -> {
                stored(value, work.resize(only(pictures(items)), all));
                if (items.get(0).flagged()) {
                    value.put("nsfw", true);
                }
            }
            case CONTACT_SHEET -> {
                List<String> captions = captions(with, items.size());
                int[] shown = unflagged(items);
                List<String> lines = captions.isEmpty()
                        ? captions
                        : IntStream.of(shown).mapToObj(captions::get).toList();
                stored(value, work.sheet(at(items, shown), lines, all.columns()));
            }
            case PICK_BEST -> {
                int[] shown = unflagged(items);
                PicturesWork.Best best = work.best(at(items, shown), all.by());
                PicturesWords.Item picked = items.get(shown[best.index()]);
                Artifact artifact = store().put(picked.picture().bytes().read());
                value.put("type", "image").put("ref", artifact.ref()).put("mediaType", artifact.mediaType());
                value.put("index", shown[best.index()]).put("score", score(all, best));
            }
        }
        return value;
    }

    private static void nearlySame(ObjectNode value, NearlySame found, List<PicturesWords.Item> items) {
        ArrayNode groups = value.put("count", found.count()).putArray("groups");
        for (List<Integer> group : found.groups()) {
            ArrayNode places = groups.addArray();
            group.forEach(places::add);
        }
        ArrayNode images = value.putArray("images");
        found.distinct().forEach(at -> images.add(items.get(at).value()));
    }

    private void stored(ObjectNode value, MadePicture made) throws IOException {
        Artifact artifact = store().put(made.picture());
        value.put("type", "image").put("ref", artifact.ref()).put("mediaType", artifact.mediaType());
    }

    private static List<GivenPicture> pictures(List<PicturesWords.Item> items) {
        return items.stream().map(PicturesWords.Item::picture).toList();
    }

    private static List<GivenPicture> at(List<PicturesWords.Item> items, int[] places) {
        return IntStream.of(places).mapToObj(i -> items.get(i).picture()).toList();
    }

    private static int[] unflagged(List<PicturesWords.Item> items) {
        int[] shown = IntStream.range(0, items.size())
                .filter(i -> !items.get(i).flagged())
                .toArray();
        if (shown.length == 0) {
            throw new InvalidField(
                    "images", items.size() + " pictures", "are all flagged by the provider as not safe for work", "");
        }
        return shown;
    }

    private static List<String> captions(ObjectNode with, int pictures) {
        JsonNode given = with.path("captions");
        List<String> captions = new ArrayList<>();
        given.forEach(one -> captions.add(one.asText()));
        if (with.has("captions") && (!given.isArray() || captions.size() != pictures)) {
            throw new InvalidField(
                    "captions",
                    given.isArray() ? captions.size() + " lines" : given.asText(),
                    given.isArray() ? "are given for " + pictures + " pictures" : "is no list",
                    "give one for each picture, or none");
        }
        return captions;
    }

    private GivenPicture only(List<GivenPicture> pictures) {
        if (pictures.size() != 1) {
            throw new InvalidField(
                    "images",
                    pictures.size() + " pictures",
                    "are given to pictures:" + operation.text() + ", which takes one",
                    "");
        }
        return pictures.get(0);
    }
}
