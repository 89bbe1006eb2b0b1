/** How YAML is read here, whatever it is about: plain words by YAML 1.2. Knows nothing else of us. */
@org.jspecify.annotations.NullMarked
package io.controlnetflow.core.yaml;
