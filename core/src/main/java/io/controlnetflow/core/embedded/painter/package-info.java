/**
 * The local painter: paints a picture from a control map, a prompt and a seed. Bytes in, bytes out; it is no generative
 * model and says so in each picture. The same request gives the same pixels on every JVM, so whatever is not exactly
 * specified by the language goes through {@link java.lang.StrictMath}. It knows neither HTTP nor jobs.
 */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.embedded.painter;
