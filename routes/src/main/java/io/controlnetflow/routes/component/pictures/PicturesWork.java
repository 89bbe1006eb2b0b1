package io.controlnetflow.routes.component.pictures;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.Resize;
import io.controlnetflow.core.image.codec.Encode;
import io.controlnetflow.core.image.codec.Pictures;
import io.controlnetflow.core.image.measure.Likeness;
import io.controlnetflow.core.image.measure.NearDuplicates;
import io.controlnetflow.core.image.measure.Sharpness;
import io.controlnetflow.core.image.sheet.ContactSheet;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.OutputFormat;
import io.controlnetflow.routes.component.message.GivenPicture;
import io.controlnetflow.routes.component.message.MadePicture;
import io.controlnetflow.routes.component.message.NearlySame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The operations themselves, on pictures from wherever. Stateless. */
final class PicturesWork {
    private final ControlOf controls;

    PicturesWork(ControlOf controls) {
        this.controls = controls;
    }

    /** Which one, and how good it is. */
    record Best(int index, double score) {}

    /** The first of the best. */
    Best best(List<GivenPicture> pictures, String by) throws IOException {
        if (by.equals(PicturesOptions.FIRST)) {
            return new Best(0, 0);
        }
        Best best = null;
        for (int i = 0; i < pictures.size(); i++) {
            GivenPicture picture = pictures.get(i);
            double score =
                    by.equals(PicturesOptions.SHARPNESS) ? Sharpness.of(picture.decode()) : controls.agreement(picture);
            if (best == null || score > best.score()) {
                best = new Best(i, score);
            }
        }
        if (best == null) {
            throw new InvalidField("images", "nothing", "is given", "");
        }
        return best;
    }

    double agreement(GivenPicture picture) throws IOException {
        return controls.agreement(picture);
    }

    /** By their light at nine by eight pixels. */
    NearlySame nearlySame(List<GivenPicture> pictures) throws IOException {
        List<Long> hashes = new ArrayList<>();
        for (GivenPicture picture : pictures) {
            hashes.add(Likeness.dHash(picture.decode()));
        }
        List<List<Integer>> groups = NearDuplicates.groups(hashes);
        Set<Integer> again = groups.stream()
                .flatMap(group -> group.subList(1, group.size()).stream())
                .collect(Collectors.toSet());
        List<Integer> distinct = IntStream.range(0, pictures.size())
                .boxed()
                .filter(at -> !again.contains(at))
                .toList();
        return new NearlySame(again.size(), groups, distinct);
    }

    /** @param captions one for each picture, or none for their own */
    MadePicture sheet(List<GivenPicture> pictures, List<String> captions, int columns) throws IOException {
        List<String> lines = captions.isEmpty() ? Captions.of(pictures) : captions;
        List<ContactSheet.Tile> tiles = new ArrayList<>();
        int most = Math.min(ContactSheet.MOST, pictures.size());
        for (int i = 0; i < most; i++) {
            GivenPicture picture = pictures.get(i);
            Optional<GivenPicture> control = controls.find(picture);
            ContactSheet.Tile tile = new ContactSheet.Tile(
                    control.isEmpty() ? null : control.get().decode(),
                    control.map(GivenPicture::kind).filter(k -> !k.isEmpty()).orElse("control map"),
                    picture.decode(),
                    lines.get(i));
            tiles.add(tile.among(most));
        }
        return new MadePicture(
                Encode.jpeg(ContactSheet.of(tiles, columns, pictures.size() - most)), "image/jpeg", null, null);
    }

    /** In the format that the picture has. */
    MadePicture resize(GivenPicture picture, PicturesOptions options) throws IOException {
        if (options.width() == 0) {
            throw new InvalidField("size", "nothing", "is given", "write it like 1024*768");
        }
        Picture small = Resize.to(picture.decode(), options.width(), options.height(), options.fit());
        String mediaType = Pictures.probe(picture.bytes().read()).mediaType();
        OutputFormat format =
                switch (mediaType) {
                    case "image/png" -> OutputFormat.PNG;
                    case "image/webp" -> OutputFormat.WEBP;
                    default -> OutputFormat.JPEG;
                };
        return new MadePicture(Encode.as(format, small, ""), mediaType, null, null);
    }
}
