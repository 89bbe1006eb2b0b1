/**
 * Why a cell was made, and why not again: what it was made of is held against what others of its node were made of. In come looks
 * into the ledger, out go changes in a person's words. Must not know how cells are run, nor change anything.
 */
@NullMarked
package io.controlnetflow.core.reason;

import org.jspecify.annotations.NullMarked;
