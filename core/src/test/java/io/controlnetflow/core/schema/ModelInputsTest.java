package io.controlnetflow.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelInputsTest {
    private static final String SCHEMA = """
            {'type':'object','required':['image','prompt'],
             'x-order-properties':['prompt','image','duration'],
             'properties':{
               'image':{'type':'string','x-ui-component':'uploader'},
               'prompt':{'type':'string','maxLength':40},
               'duration':{'type':'integer','enum':[5,8]},
               'strength':{'type':'number','minimum':0,'maximum':1},
               'steps':{'type':'integer','minimum':1},
               'loop':{'type':'boolean'},
               'loras':{'type':'array','maxItems':1,'items':{'type':'object','required':['path'],
                 'properties':{'path':{'type':'string'},'scale':{'type':'number'}}}},
               'free':{'type':'object'}}}
            """;
    private static final ModelInputs MODEL =
            ModelInputs.of("some/model", json(SCHEMA)).orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'duration':8,'strength':0.5,'steps':3,'loop':true}",
                "{'duration':5.0}",
                "{'loras':[{'path':'a/b','scale':1}],'free':{'any':'thing'}}"
            })
    void takesWhatTheModelTakes(String more) {
        assertThat(problems(more)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'duratoin':5} | duratoin: 5 is no parameter of some/model; did you mean duration?
            {'xyzzyplugh':5} | xyzzyplugh: 5 is no parameter of some/model; known are prompt, image, duration, strength, steps, loop, loras, free
            {'duration':6} | duration: 6 is none of 5, 8
            {'duration':'five'} | duration: five is no whole number
            {'strength':1.5} | strength: 1.5 is outside 0 to 1
            {'steps':0} | steps: 0 is below 1
            {'loop':'yes'} | loop: yes is neither true nor false
            {'prompt':7} | prompt: 7 is no text
            {'loras':{}} | loras: {} is no list
            {'loras':[{'path':'a'},{'path':'b'}]} | loras: 2 items are more than 1
            {'loras':[{'pth':'a'}]} | loras[0].path: nothing is given, and some/model needs it
            {'loras':[{'path':'a','sale':1}]} | loras[0].sale: 1 is no parameter of some/model; did you mean scale?
            {'prompt':'a prompt that is longer than forty letters'} | prompt: a prompt that is longer than forty letters is longer than 40 letters
            """)
    void saysWhatIsWrong(String more, String said) {
        assertThat(problems(more)).contains(said);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(said(object("{'prompt':'x'}"), Map.of()))
                .containsExactly("image: nothing is given, and some/model needs it");
    }

    @Test
    void waitsForWhatIsNotKnownYet() {
        assertThat(said(object("{'prompt':'x'}"), Map.of("image", "${a}", "duration", "${b}")))
                .isEmpty();
        assertThat(said(object("{}"), Map.of("image", "${a}", "promt", "${b}")))
                .containsExactlyInAnyOrder(
                        "promt: ${b} is no parameter of some/model; did you mean prompt?",
                        "prompt: nothing is given, and some/model needs it");
    }

    @Test
    void readsTextsOfATableAsTheNumbersThatTheyAre() {
        ObjectNode read =
                MODEL.read(object("{'duration':'5','strength':'0.25','loop':'true','prompt':'5','steps':'many'}"));
        assertThat(read)
                .hasToString("{\"duration\":5,\"strength\":0.25,\"loop\":true,\"prompt\":\"5\",\"steps\":\"many\"}");
    }

    @Test
    void leavesNamesOpenWhereTheSchemaDoes() {
        JsonNode open = json("{'properties':{'a':{'type':'string'}},'additionalProperties':true}");
        assertThat(ModelInputs.of("m", open).orElseThrow().problems(object("{'b':1}"), Map.of()))
                .isEmpty();
    }

    @Test
    void makesNothingOfASchemaThatItCannotRead() {
        assertThat(ModelInputs.of("m", json("{'type':'string'}"))).isEmpty();
        assertThat(ModelInputs.of("m", json("{'properties':{'a':{'$ref':'http://127.0.0.1:1/s.json'}}}")))
                .isEmpty();
    }

    private static List<String> problems(String more) {
        ObjectNode inputs = object("{'image':'https://example.com/a.png','prompt':'x'}");
        return said(inputs.setAll(object(more)), Map.of());
    }

    private static List<String> said(ObjectNode inputs, Map<String, String> open) {
        return MODEL.problems(MODEL.read(inputs), open).stream()
                .map(Throwable::getMessage)
                .toList();
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) json(text);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
