/** Texts of a person's files: YAML comes in, words with their line and column go out. Knows nothing of what the words mean. */
@NullMarked
package io.controlnetflow.routes.app.lint.file;

import org.jspecify.annotations.NullMarked;
