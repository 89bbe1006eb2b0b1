/** Plain Java: records, pure functions, one store. Knows no Camel. */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core;
