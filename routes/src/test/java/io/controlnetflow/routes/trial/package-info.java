/**
 * Trials: the real program in a process of its own against the embedded server in another, with faults, kills, deadlines and doubt.
 * In goes a folder of tiny pictures, out comes one line of figures a trial. Run by the profiles {@code trials} and
 * {@code trials-long}. Must not know how the engine works inside.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.routes.trial;
