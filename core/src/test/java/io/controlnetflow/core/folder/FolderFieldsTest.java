package io.controlnetflow.core.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.core.job.ControlKind;
import io.controlnetflow.core.job.InvalidField;
import io.controlnetflow.core.job.RequestFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFieldsTest {
    @TempDir
    Path folder;

    @Test
    void laysSidecarsOverTheNearestFolderOverTheOuterOne() throws IOException {
        write("_defaults.yaml", "prompt: outer\nsize: 512*512\nnum_images: 2");
        write("shoes/_defaults.yaml", "prompt: inner\nsize: 768*768");
        write("shoes/red.txt", "from the text");
        write("shoes/red.yaml", "size: 1024*768");

        RequestFields fields = FolderFields.of(folder, picture("shoes/red.jpg", "shoes/red.txt", "shoes/red.yaml"));

        assertThat(fields.prompt()).contains("from the text");
        assertThat(fields.size()).hasToString("Optional[1024*768]");
        assertThat(fields.value("num_images", Integer.class)).contains(2);
        assertThat(fields.origin("num_images")).isEqualTo("_defaults.yaml");
        assertThat(FolderFields.of(folder, picture("shoes/blue.jpg")).prompt()).contains("inner");
    }

    @Test
    void takesAPictureThatItsSidecarNamesAsAFinishedMap() throws IOException {
        write("a/map.json", "{\"prompt\":\"x\",\"control_image\":\"map.png\"}");

        RequestFields fields = FolderFields.of(folder, picture("a/map.png", "a/map.json"));

        assertThat(fields.controlKind()).contains(ControlKind.NONE);
        assertThat(fields.has("control_image")).isFalse();
    }

    @Test
    void refusesASidecarThatNamesAnotherPicture() throws IOException {
        write("cat.yaml", "prompt: x\ncontrol_image: https://h.example/dog.png");

        assertThatThrownBy(() -> FolderFields.of(folder, picture("cat.png", "cat.yaml")))
                .isInstanceOf(InvalidField.class)
                .hasMessageStartingWith(
                        "cat.yaml: control_image: https://h.example/dog.png is not the picture cat.png that it stands beside;");
    }

    @Test
    void readsAJobFileOverTheFoldersDefaults() throws IOException {
        write("_defaults.yaml", "prompt: outer\nnum_images: 3");
        write("job.json", "{\"prompt\":\"own\",\"control_image\":\"m.png\"}");

        RequestFields fields =
                FolderFields.of(folder, new Found.JobFileDrop(new Entry("job.json", 1, Instant.EPOCH), "m.png"));

        assertThat(fields.prompt()).contains("own");
        assertThat(fields.controlImage()).contains("m.png");
        assertThat(fields.value("num_images", Integer.class)).contains(3);
    }

    @Test
    void namesTheDefaultsFileThatIsWrong() throws IOException {
        write("shoes/_defaults.yaml", "steps: 10");

        assertThatThrownBy(() -> FolderFields.of(folder, picture("shoes/red.jpg")))
                .hasMessageStartingWith("shoes/_defaults.yaml: steps: 10 is given for a field that does not exist");
    }

    private Found.PictureDrop picture(String path, String... sidecars) {
        return new Found.PictureDrop(
                new Entry(path, 1, Instant.EPOCH),
                Arrays.stream(sidecars)
                        .map(sidecar -> new Entry(sidecar, 1, Instant.EPOCH))
                        .toList());
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
