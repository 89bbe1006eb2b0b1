package io.controlnetflow.core.folder;

import java.util.List;

/** What a file of the folder is. */
public sealed interface Found {
    /** The file's path. */
    String path();

    /**
     * A picture that starts a run.
     *
     * @param sidecars in the order in which they are laid over each other
     */
    record PictureDrop(Entry picture, List<Entry> sidecars) implements Found {
        public PictureDrop {
            sidecars = List.copyOf(sidecars);
        }

        @Override
        public String path() {
            return picture.path();
        }
    }

    /**
     * A file that is a job of its own, in the API's words.
     *
     * @param controlImage the map it names, as written: a URL or a path relative to the file
     */
    record JobFileDrop(Entry file, String controlImage) implements Found {
        @Override
        public String path() {
            return file.path();
        }
    }

    /** A job file that cannot be read; the problem names the place. */
    record Broken(Entry file, String problem) implements Found {
        @Override
        public String path() {
            return file.path();
        }
    }

    /** Not a drop. */
    record Ignored(String path, String why) implements Found {}
}
