/**
 * Trouble on purpose: answers by script, faults by chance with a seed, and counts of what came in. Sits in front of the calls and knows none of them.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.fault;
