package io.controlnetflow.routes.stage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of what a person has to put right while the program waits; the command line shows it on the terminal too. */
public final class Attention {
    /** The logger's name. */
    public static final String NAME = "io.controlnetflow.attention";

    public static final Logger LOG = LoggerFactory.getLogger(NAME);

    private Attention() {}
}
