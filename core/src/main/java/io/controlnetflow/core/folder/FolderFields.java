package io.controlnetflow.core.folder;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fields that the files around a drop give: sidecar over nearest folder over outer folder. */
public final class FolderFields {
    private FolderFields() {}

    /**
     * The fields of a picture. A sidecar that names its own picture as {@code control_image} says that it is a finished map.
     *
     * @param folder the watched folder
     * @throws UnusableFile when one of the files cannot be read
     * @throws InvalidField for a wrong field, or a {@code control_image} that is another picture
     */
    public static RequestFields of(Path folder, Found.PictureDrop drop) {
        return of(folder, drop, RequestFields.NONE);
    }

    /** @param told by the picture itself: over the folder's, below its sidecars' */
    public static RequestFields of(Path folder, Found.PictureDrop drop, RequestFields told) {
        RequestFields fields = defaults(folder, drop.path()).with(told);
        for (Entry sidecar : drop.sidecars()) {
            fields = fields.with(SidecarReader.read(folder.resolve(sidecar.path()), sidecar.path()));
        }
        if (!fields.has("control_image")) {
            return fields;
        }
        String named = fields.controlImage().orElse("");
        String origin = fields.origin("control_image");
        if (!FolderContract.inside(origin, named).equals(java.util.Optional.of(drop.path()))) {
            throw new InvalidField(
                            "control_image",
                            named,
                            "is not the picture " + drop.path() + " that it stands beside",
                            "leave control_image out, or give the file another name than the picture's")
                    .in(origin);
        }
        RequestFields own = fields.without("control_image");
        return own.has("control_kind") ? own : own.with(origin, "control_kind", ControlKind.NONE);
    }

    /** The fields of a job file, with the folder's defaults below them; {@code control_image} as written. */
    public static RequestFields of(Path folder, Found.JobFileDrop drop) {
        RequestFields own = SidecarReader.read(folder.resolve(drop.path()), drop.path());
        return defaults(folder, drop.path()).with(own);
    }

    private static RequestFields defaults(Path folder, String path) {
        RequestFields fields = RequestFields.NONE;
        for (String defaults : FolderContract.defaultsFor(path)) {
            Path file = folder.resolve(defaults);
            if (Files.isRegularFile(file)) {
                fields = fields.with(SidecarReader.read(file, defaults));
            }
        }
        return fields;
    }
}
