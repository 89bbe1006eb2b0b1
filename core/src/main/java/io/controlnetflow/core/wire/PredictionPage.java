package io.controlnetflow.core.wire;

import java.util.List;

/**
 * One page of the provider's list, newest first.
 *
 * @param page from 1
 * @param items what could be read
 * @param unreadable how many items could not: absence is not proven by a page that has some
 */
public record PredictionPage(int page, List<Prediction> items, int unreadable) {
    public PredictionPage {
        items = List.copyOf(items);
    }

    /** How many items the page held, readable or not. */
    public int count() {
        return items.size() + unreadable;
    }
}
