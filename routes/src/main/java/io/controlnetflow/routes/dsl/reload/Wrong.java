package io.controlnetflow.routes.dsl.reload;

import java.nio.file.Path;

/**
 * Something wrong with texts.
 *
 * @param file absolute; where it is found, which need not be the file that was changed
 * @param line for a person, with file, line and column
 */
public record Wrong(Path file, String line) {}
