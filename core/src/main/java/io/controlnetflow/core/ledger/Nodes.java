package io.controlnetflow.core.ledger;

import java.time.Duration;

/** The processes that share this ledger. */
public interface Nodes {
    /**
     * This node is at work from now on.
     *
     * @param store a word for its artifact store: what one node stores the others must find
     * @throws LedgerUnavailable when a living node uses another store
     */
    void join(String store, Duration silence);

    /**
     * Says that this node is alive, and frees what nodes left behind that said so for the last time longer ago: uploads, polls,
     * downloads, look-ups, cells and the publishing of runs may be done again by anybody. A POST may not: it is looked up from
     * now on, but counts as under way until its lease is over.
     *
     * @param silence how long a node may be silent; longer than a few beats
     * @return how many jobs, cells and runs were freed
     */
    int beat(Duration silence);

    /**
     * The process of this node is proven dead: everything that it had under way is free, and no answer to its POSTs can arrive.
     *
     * @return how many jobs, cells and runs were freed
     */
    int bury(String node);
}
