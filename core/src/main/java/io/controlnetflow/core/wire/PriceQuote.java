package io.controlnetflow.core.wire;

import java.math.BigDecimal;

/**
 * A quote. With inputs missing the provider quotes the base price without a word: a floor, not a promise.
 *
 * @param price before discount
 * @param discounted what is charged
 * @param currency USD unless said otherwise
 */
public record PriceQuote(String model, BigDecimal price, BigDecimal discounted, String currency) {}
