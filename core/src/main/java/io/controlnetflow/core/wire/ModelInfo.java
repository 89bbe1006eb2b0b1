package io.controlnetflow.core.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalogue.
 *
 * @param basePrice USD, or null when not said
 * @param requestSchema the JSON schema of its inputs, or null
 */
public record ModelInfo(
        String id,
        String name,
        String description,
        String type,
        @Nullable BigDecimal basePrice,
        @Nullable JsonNode requestSchema) {}
