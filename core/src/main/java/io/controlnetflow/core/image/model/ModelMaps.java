package io.controlnetflow.core.image.model;

import io.controlnetflow.core.image.Picture;
import io.controlnetflow.core.image.map.UnmakeableMap;
import io.controlnetflow.core.image.net.Net;
import io.controlnetflow.core.image.net.Tensor;
import io.controlnetflow.core.image.pose.PoseFinder;
import io.controlnetflow.core.image.pose.Skeleton;
import io.controlnetflow.core.image.pose.SkeletonPainter;
import io.controlnetflow.core.job.ControlKind;
import java.util.List;

/** Draws the maps that networks make, at the photograph's size. Thread-safe. */
final class ModelMaps {
    private final Nets nets;

    ModelMaps(Nets nets) {
        this.nets = nets;
    }

    /** @param kind pose, depth or soft-edge */
    Picture draw(ControlKind kind, ModelOptions options, ModelFile file, Picture photo) {
        return nets.using(() -> switch (kind) {
            case POSE -> pose(file, photo);
            case DEPTH -> depth(options, file, photo);
            default -> softEdge(options, file, photo);
        });
    }

    private Picture pose(ModelFile file, Picture photo) {
        PoseFinder finder = new PoseFinder(
                nets.of(file.parts().get(0)), nets.of(file.parts().get(1)));
        List<Skeleton> people = finder.find(photo);
        if (people.isEmpty()) {
            throw new UnmakeableMap("control_kind: pose finds nobody in the picture; use one in which one or two people"
                    + " face the camera, or another kind");
        }
        return SkeletonPainter.draw(photo.width(), photo.height(), people);
    }

    private Picture depth(ModelOptions options, ModelFile file, Picture photo) {
        Network network = network(ControlKind.DEPTH, options, file);
        return Answers.depth(file.name(), answers(network, options, file, photo), network == Network.METRIC_DEPTH)
                .resized(photo.width(), photo.height())
                .picture();
    }

    private Picture softEdge(ModelOptions options, ModelFile file, Picture photo) {
        Network network = network(ControlKind.SOFT_EDGE, options, file);
        List<Tensor> answers = answers(network, options, file, photo);
        return Answers.edges(file.name(), answers, network.answersLast(), photo.width(), photo.height())
                .picture();
    }

    private List<Tensor> answers(Network network, ModelOptions options, ModelFile file, Picture photo) {
        Net net = nets.of(file.parts().get(0));
        return net.run(
                PhotoInput.of(photo, net.name(), net.input(), network.feed().with(options)));
    }

    private static Network network(ControlKind kind, ModelOptions options, ModelFile file) {
        String said = options.network();
        if (said != null) {
            return Network.of(kind, said);
        }
        return Network.named(kind, file.name())
                .orElseThrow(
                        () -> new UnmakeableMap(file.name() + ": does not say by its name which network it is; give"
                                + " network, one of " + String.join(", ", Network.words(kind)) + ", or rename it"));
    }
}
