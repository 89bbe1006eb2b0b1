package io.controlnetflow.routes.component.message;

/**
 * What {@code pictures:edge-agreement} answers with.
 *
 * @param score 1 for a picture that keeps to its control map in all, 0 for one that has nothing in common with it; of depth and
 *     gray maps the correlation of light, -1 to 1
 */
public record Agreement(double score) {}
