package io.controlnetflow.core.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final String PICTURE = "{'type':'image','ref':'sha256:ab','kind':'canny'}";

    @Test
    void takesAValueAsItIsWhenTheParameterIsNothingButAReference() {
        assertThat(resolve("{'control_image':'${map}','n':'${n}'}", Map.of("map", json(PICTURE), "n", json("3"))))
                .isEqualTo(json("{'control_image':" + PICTURE + ",'n':3}"));
    }

    @Test
    void understandsImageAsThePictureOrTheFirstOfThem() {
        assertThat(resolve("{'a':'${map.image}'}", Map.of("map", json(PICTURE))))
                .isEqualTo(json("{'a':" + PICTURE + "}"));
        assertThat(resolve("{'a':'${gen.image}'}", Map.of("gen", json("[" + PICTURE + "]"))))
                .isEqualTo(json("{'a':" + PICTURE + "}"));
    }

    @Test
    void writesValuesIntoText() {
        assertThat(resolve("{'prompt':'a ${thing}, seed ${n}'}", Map.of("thing", json("'cat'"), "n", json("3"))))
                .isEqualTo(json("{'prompt':'a cat, seed 3'}"));
    }

    @Test
    void leavesAParameterOutWhenItsInputWasNotGiven() {
        assertThat(resolve("{'seed':'${seed}','size':'${size}'}", Map.of("size", json("'512*512'"))))
                .isEqualTo(json("{'size':'512*512'}"));
    }

    @Test
    void refusesTextThatNeedsAnAbsentValue() {
        assertThatThrownBy(() -> resolve("{'prompt':'a ${thing}'}", Map.of()))
                .hasMessage("prompt: ${thing} has no value; give it one, or a default");
    }

    @Test
    void refusesAPathThatLeadsNowhere() {
        assertThatThrownBy(() -> resolve("{'a':'${map.picture}'}", Map.of("map", json(PICTURE))))
                .hasMessage("a: ${map.picture} leads nowhere: there is no picture; it is of type image, write .image");
    }

    @Test
    void takesTextsObjectsAndVideosByTheirType() {
        String film = "{'type':'video','ref':'sha256:cd','mediaType':'video/mp4'}";
        Map<String, JsonNode> known = Map.of(
                "caption", json("[{'type':'text','text':'a cup','nsfw':false}]"),
                "seen", json("[{'type':'object','value':{'caption':'a cup','tags':['red']}}]"),
                "film", json("[" + film + "]"));
        assertThat(resolve("{'a':'it is ${caption.text}','b':'${caption.output}'}", known))
                .isEqualTo(json("{'a':'it is a cup','b':'a cup'}"));
        assertThat(resolve("{'a':'${seen.output.caption}','b':'${seen.output.tags}'}", known))
                .isEqualTo(json("{'a':'a cup','b':['red']}"));
        assertThat(resolve("{'a':'${film.video}','b':'${film.output}'}", known))
                .isEqualTo(json("{'a':" + film + ",'b':" + film + "}"));
    }

    @Test
    void saysHowAnOutputOfAnotherTypeIsTaken() {
        Map<String, JsonNode> known = Map.of(
                "caption", json("[{'type':'text','text':'a cup'}]"),
                "seen", json("[{'type':'object','value':{'caption':'a cup','tags':[]}}]"));
        assertThatThrownBy(() -> resolve("{'image':'${caption.image}'}", known))
                .hasMessage("image: ${caption.image} leads nowhere: there is no image; it is a text, write .text");
        assertThatThrownBy(() -> resolve("{'prompt':'${seen.caption}'}", known))
                .hasMessage("prompt: ${seen.caption} leads nowhere: there is no caption; it is an object, write"
                        + " .output and then one of its fields: caption, tags");
    }

    private static JsonNode resolve(String with, Map<String, JsonNode> known) {
        return Values.resolve((ObjectNode) json(with), known);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
