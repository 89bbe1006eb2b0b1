package io.controlnetflow.routes.engine.folder;

import io.controlnetflow.routes.engine.outbox.Several;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Does something to a list in pieces: the first piece before the others, those on several threads. */
final class AtATime {
    /** So that a long list has its first results soon. */
    private static final int FIRST = 32;

    private static final int PIECE = 1_000;

    /** What is done to a piece. */
    interface Work<T> {
        void on(List<T> piece) throws IOException;
    }

    private AtATime() {}

    static <T> void all(List<T> items, Work<T> work) throws IOException {
        int first = Math.min(FIRST, items.size());
        if (first > 0) {
            work.on(items.subList(0, first));
        }
        List<List<T>> pieces = new ArrayList<>();
        for (int at = first; at < items.size(); at += PIECE) {
            pieces.add(items.subList(at, Math.min(items.size(), at + PIECE)));
        }
        Several.each(pieces, piece -> {
            work.on(piece);
            return piece.size();
        });
    }
}
