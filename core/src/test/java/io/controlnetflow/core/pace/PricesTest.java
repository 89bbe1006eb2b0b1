package io.controlnetflow.core.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.job.GenerationRequest;
import io.controlnetflow.core.job.InvalidField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTest {
    @Test
    void countsThePicturesOfTheControlNetModel() {
        assertThat(Prices.quote(GenerationRequest.MODEL, inputs()))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("0.03"));
        assertThat(Prices.quote(GenerationRequest.MODEL, inputs().put("num_images", 4)))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("0.12"));
    }

    @ParameterizedTest
    @CsvSource({
        "wavespeed-ai/image-upscaler, 0.01",
        "topaz/image/upscale, 0.10",
        "wavespeed-ai/molmo2/image-captioner, 0.002",
        "wavespeed-ai/moondream3-preview/caption, 0.005",
        "wavespeed-ai/z-image-turbo/controlnet, 0.05",
        "wavespeed-ai/wan-2.1/i2v-720p, 0.30"
    })
    void knowsThePricesOfChainedModels(String model, String price) {
        assertThat(Prices.quote(model, inputs()))
                .hasValueSatisfying(known -> assertThat(known).isEqualByComparingTo(price));
    }

    @Test
    void chargesMoreForALongVideo() {
        assertThat(Prices.quote("wavespeed-ai/wan-2.1/i2v-720p", inputs().put("duration", 10)))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo("0.45"));
    }

    @Test
    void makesUpNoPrice() {
        assertThat(Prices.quote("wavespeed-ai/real-esrgan", inputs())).isEmpty();
    }

    @Test
    void knowsTheAccountLevels() {
        assertThat(AccountLevel.of("Silver")).isEqualTo(AccountLevel.SILVER);
        assertThat(AccountLevel.SILVER.perMinute()).isEqualTo(500);
        assertThat(AccountLevel.SILVER.burst()).isEqualTo(100);
        assertThat(AccountLevel.SILVER.concurrent()).isEqualTo(100);
        assertThatThrownBy(() -> AccountLevel.of("sliver"))
                .isInstanceOf(InvalidField.class)
                .hasMessage(
                        "account-level: sliver is none of bronze, silver, gold, ultra, unlimited; did you mean silver?");
    }

    private static ObjectNode inputs() {
        return JsonNodeFactory.instance.objectNode();
    }
}
