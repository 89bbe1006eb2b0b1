package io.controlnetflow.core.folder;

import java.util.function.Function;

/** What a json or yaml file without a picture beside it turns out to be. */
public sealed interface JobFile {
    /** It holds prompt and control_image. */
    record Job(String controlImage) implements JobFile {}

    /** It is well-formed, but no job. */
    record NoJob(String why) implements JobFile {}

    /** It cannot be read. */
    record Unreadable(String problem) implements JobFile {}

    /** Reads files of a listing; given by the caller, who knows where they are. */
    interface Reader extends Function<Entry, JobFile> {}
}
