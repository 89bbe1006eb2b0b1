/**
 * The way by which other command lines reach the process that holds a ledger in a file: a door on loopback with a token, and whoever
 * knocks. Words of a command line go in, what it said and its exit code come out. Knows no verb and no ledger.
 */
@NullMarked
package io.controlnetflow.routes.app.control;

import org.jspecify.annotations.NullMarked;
