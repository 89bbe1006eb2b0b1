package io.controlnetflow.routes.engine.folder;

import java.math.BigDecimal;

/**
 * What a batch will do.
 *
 * @param drops pictures and job files taken
 * @param refused of these, refused
 * @param cells of the runs, as far as known
 * @param pictures that will come out, made or reused
 * @param there of these, pictures of runs that are finished already
 * @param atLeast USD at the known price when nothing can be reused; the provider's quote is a floor
 */
public record Planned(int drops, int refused, int cells, int pictures, int there, BigDecimal atLeast) {}
