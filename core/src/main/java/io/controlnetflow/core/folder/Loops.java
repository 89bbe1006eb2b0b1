package io.controlnetflow.core.folder;

import io.controlnetflow.core.job.InvalidField;
import java.io.IOException;
import java.nio.file.Path;

/** Refuses folders that would feed each other. */
public final class Loops {
    private Loops() {}

    /**
     * Refuses the same folder twice, or one within the other, by their real paths.
     *
     * @param name what the second folder is called, such as {@code outbox}
     * @throws InvalidField when they would feed each other
     */
    public static void refuse(Path inbox, String name, Path folder) {
        refuseInside(inbox, name, folder);
        if (real(inbox).startsWith(real(folder))) {
            throw new InvalidField(name, folder, "holds the inbox " + inbox, "choose a folder beside it");
        }
    }

    /** Refuses a folder that is the inbox or lies in it; the other way round is allowed. */
    public static void refuseInside(Path inbox, String name, Path folder) {
        Path from = real(inbox);
        Path to = real(folder);
        if (from.equals(to)) {
            throw new InvalidField(name, folder, "is the inbox too", "choose another folder");
        }
        if (to.startsWith(from)) {
            throw new InvalidField(name, folder, "lies inside the inbox " + inbox, "choose a folder beside it");
        }
    }

    /** The real path; of what does not exist yet, that of its nearest parent that does. */
    static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path known = absolute; known != null; known = known.getParent()) {
            try {
                return known.toRealPath().resolve(known.relativize(absolute)).normalize();
            } catch (IOException notThereYet) {
                // its parent may be
            }
        }
        return absolute;
    }
}
