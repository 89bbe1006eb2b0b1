package io.controlnetflow.routes.component.message;

import io.controlnetflow.core.artifact.Artifact;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.routes.engine.Engine;
import io.controlnetflow.routes.stage.RemoteOrLocal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** The pictures of a plain route's message: one, or a list of them in which each may stand in another form. */
public final class PicturesBody {
    private static final String FORMS =
            "send bytes, a file, a path or a stream of JPEG, PNG or WebP, a result of wavespeed: or control-map:, or a list of them";

    private final CamelContext camel;

    public PicturesBody(CamelContext camel) {
        this.camel = camel;
    }

    /** A map among other pictures is the one by which those after it were made, and none of them. */
    public List<GivenPicture> read(@Nullable Object body) throws IOException {
        if (!(body instanceof Iterable<?> all) || body instanceof Path) {
            return one("body", body);
        }
        List<Object> items = new ArrayList<>();
        all.forEach(items::add);
        boolean mapsOnly = items.stream().allMatch(ControlMap.class::isInstance);
        List<GivenPicture> pictures = new ArrayList<>();
        GivenPicture control = null;
        for (int i = 0; i < items.size(); i++) {
            List<GivenPicture> some = one("body[" + i + "]", items.get(i));
            if (items.get(i) instanceof ControlMap && !mapsOnly) {
                control = some.get(0);
                continue;
            }
            for (GivenPicture picture : some) {
                pictures.add(picture.madeBy(picture.job() == null ? control : null));
            }
        }
        return pictures;
    }

    private List<GivenPicture> one(String field, @Nullable Object body) throws IOException {
        if (body instanceof ControlMap map) {
            return List.of(
                    picture(field, map.toString(), map::picture, map.kind().text()));
        }
        if (body instanceof MadePicture made) {
            return List.of(picture(field, made.toString(), made::picture, ""));
        }
        if (body instanceof GenerationResult result) {
            Optional<Jobs.Job> job = Engine.of(camel).ledger().jobs().find(result.key());
            List<GivenPicture> pictures = new ArrayList<>();
            for (Artifact artifact : result.artifacts()) {
                pictures.add(new GivenPicture(
                        field, artifact.ref(), () -> Files.readAllBytes(artifact.file()), null, "", job.orElse(null)));
            }
            return pictures;
        }
        Path file = file(body);
        if (file != null) {
            return List.of(picture(field, String.valueOf(file.getFileName()), () -> Files.readAllBytes(file), ""));
        }
        byte[] bytes = body instanceof String ? null : camel.getTypeConverter().tryConvertTo(byte[].class, body);
        if (bytes == null) {
            throw new InvalidField(
                    field, body == null ? "nothing" : body.getClass().getSimpleName(), "is no picture", FORMS);
        }
        return List.of(picture(field, bytes.length + " bytes", () -> bytes, ""));
    }

    private static GivenPicture picture(String field, String name, GivenPicture.Bytes bytes, String kind) {
        return new GivenPicture(field, name, bytes, null, kind, null);
    }

    private static @Nullable Path file(@Nullable Object body) {
        if (body instanceof Artifact artifact) {
            return artifact.file();
        }
        Object plain = body instanceof WrappedFile<?> wrapped ? RemoteOrLocal.content(wrapped) : body;
        return plain instanceof File file ? file.toPath() : plain instanceof Path path ? path : null;
    }
}
