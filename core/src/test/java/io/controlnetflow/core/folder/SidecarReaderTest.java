package io.controlnetflow.core.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.Lora;
import io.controlnetflow.core.job.RequestFields;
import io.controlnetflow.core.job.Size;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarReaderTest {
    @Test
    void readsATextAsThePrompt() {
        assertThat(read("cat.txt", "\ufeff  a cat,\n  on a mat \n\n").prompt()).contains("a cat,\n  on a mat");
    }

    @Test
    void readsYaml() {
        RequestFields fields = read("cat.yaml", """
                \ufeffprompt: no
                size: 768*1024
                seed: 0123
                guidance_scale: 4
                controlnet_conditioning_scale: .5
                loras:
                  - {path: o/r, scale: 0.5}
                  - path: https://h.example/x.safetensors
                control_kind: soft-edge
                low: 50
                enable_sync_mode: false
                """);

        assertThat(fields.prompt()).contains("no");
        assertThat(fields.size()).contains(new Size(768, 1024));
        assertThat(fields.seed()).contains(123);
        assertThat(fields.value("guidance_scale", Double.class)).contains(4.0);
        assertThat(fields.value("controlnet_conditioning_scale", Double.class)).contains(0.5);
        assertThat(fields.value("loras", List.class))
                .contains(List.of(new Lora("o/r", 0.5), new Lora("https://h.example/x.safetensors", 1)));
        assertThat(fields.origin("low")).isEqualTo("cat.yaml");
    }

    @Test
    void readsJson() {
        RequestFields fields = read("cat.json", "{\"prompt\": \"a cat\", \"num_images\": 2, \"guidance_scale\": 0.7}");

        assertThat(fields)
                .isEqualTo(RequestFields.of(
                        "cat.json", Map.of("prompt", "a cat", "num_images", 2, "guidance_scale", 0.7)));
    }

    @Test
    void takesAnEmptyYamlAsNoFields() {
        assertThat(read("cat.yaml", "# nothing yet\n")).isEqualTo(RequestFields.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cat.yaml|prompt: a cat%nnum_images: 5|cat.yaml: num_images: 5 is outside 1 to 4",
                "cat.yaml|promt: a cat|cat.yaml: promt: \"a cat\" is given for a field that does not exist; did you mean prompt?",
                "cat.yaml|prompt: 12|cat.yaml: prompt: 12 is a number, not text; write it in quotes: \"12\"",
                "cat.yaml|prompt:|cat.yaml: prompt: nothing is given; give a value or leave the field out",
                "cat.yaml|just words|cat.yaml: holds no fields; write one a line, like prompt: a red shoe",
                "cat.yaml|prompt: a%nprompt: b|cat.yaml: line 2, column 1: found duplicate key prompt",
                "cat.yaml|prompt: a%n  size: b|cat.yaml: line 2, column 7: mapping values are not allowed here",
                "cat.yaml|prompt: \"a|cat.yaml: line 1, column 11: found unexpected end of stream",
                "cat.json|[1]|cat.json: holds no fields; write one a line, like prompt: a red shoe",
                "cat.txt|%n|cat.txt: prompt: \"\" is empty; write what the picture should show",
            })
    void saysWhereAndWhat(String name, String text, String message) {
        assertThatThrownBy(() -> read(name, text.formatted()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void saysWhereJsonIsWrong() {
        assertThatThrownBy(() -> read("cat.json", "{\n  \"prompt\": \"a\",\n  \"seed\": 1,,\n}"))
                .isInstanceOf(UnusableFile.class)
                .hasMessageStartingWith("cat.json: line 3, column 13: ");
        assertThatThrownBy(() -> read("cat.json", "{\"seed\": 1, \"seed\": 2}"))
                .hasMessageContaining("Duplicate field 'seed'");
    }

    @Test
    void makesNoObjectsOfYamlTags() {
        assertThatThrownBy(() -> read("cat.yaml", "prompt: !!javax.script.ScriptEngineManager [a]"))
                .isInstanceOf(UnusableFile.class)
                .hasMessageStartingWith("cat.yaml: line 1, column 9: ");
    }

    @Test
    void refusesYamlThatBlowsUp() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1)));
        }

        assertThatThrownBy(() -> read("cat.yaml", bomb.toString())).isInstanceOf(UnusableFile.class);
        assertThatThrownBy(() -> read("cat.yaml", "a: " + "[".repeat(5_000))).isInstanceOf(UnusableFile.class);
        assertThatThrownBy(() -> read("cat.json", "{\"a\":" + "[".repeat(5_000)))
                .isInstanceOf(UnusableFile.class);
        assertThatThrownBy(() -> read("cat.yaml", "a: &a [*a]")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsTooLargeOrNotUtf8() {
        assertThatThrownBy(() -> SidecarReader.read(new byte[(1 << 20) + 1], "cat.txt"))
                .hasMessageStartingWith("cat.txt: is larger than 1 MiB");
        assertThatThrownBy(() -> SidecarReader.read("prompt: \u00e9".getBytes(ISO_8859_1), "cat.yaml"))
                .hasMessage("cat.yaml: is not UTF-8 text; save it as UTF-8");
        assertThatThrownBy(() -> SidecarReader.read("a cat".getBytes(UTF_16), "cat.txt"))
                .hasMessage("cat.txt: is UTF-16 text; save it as UTF-8");
    }

    @Test
    void saysThatAFileCannotBeRead(@TempDir Path folder) {
        assertThatThrownBy(() -> SidecarReader.read(folder.resolve("gone.yaml"), "gone.yaml"))
                .isInstanceOf(UnusableFile.class)
                .hasMessageStartingWith("gone.yaml: cannot be read: NoSuchFileException");
    }

    @Test
    void knowsAJobFileByPromptAndControlImage() {
        assertThat(look("{\"prompt\":\"a\",\"control_image\":\"map.png\"}")).isEqualTo(new JobFile.Job("map.png"));
        assertThat(look("{\"prompt\":\"a\"}")).isInstanceOf(JobFile.NoJob.class);
        assertThat(look("{\"prompt\":"))
                .isInstanceOfSatisfying(JobFile.Unreadable.class, bad -> assertThat(bad.problem())
                        .startsWith("a.json: line 1, column "));
    }

    @Property(tries = 300)
    void survivesAnyBytes(@ForAll byte[] bytes) {
        for (String name : List.of("a.yaml", "a.json", "a.txt")) {
            try {
                SidecarReader.read(bytes, name);
            } catch (UnusableFile | InvalidField expected) {
                assertThat(expected.getMessage()).startsWith(name + ": ");
            }
        }
    }

    private static JobFile look(String text) {
        return SidecarReader.look(text.getBytes(UTF_8), "a.json");
    }

    private static RequestFields read(String name, String text) {
        return SidecarReader.read(text.getBytes(UTF_8), name);
    }
}
