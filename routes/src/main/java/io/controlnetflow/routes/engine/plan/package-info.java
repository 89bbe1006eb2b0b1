/**
 * What runs would do, before they are opened: what is there already, what would be computed and paid, and why. In come planned
 * runs, out go outlooks. Nothing is opened, sent or told to the ledger; maps that are needed to know more are made and stored.
 */
@NullMarked
package io.controlnetflow.routes.engine.plan;

import org.jspecify.annotations.NullMarked;
