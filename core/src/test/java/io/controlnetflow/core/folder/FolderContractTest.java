package io.controlnetflow.core.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderContractTest {
    @Test
    void takesPicturesInNaturalOrder() {
        assertThat(drops(sort("img10.png", "img2.JPG", "shoes/a.webp", "img1.jpeg")))
                .containsExactly("img1.jpeg", "img2.JPG", "img10.png", "shoes/a.webp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden.png",
                ".flow/cat.png",
                "cat.png.part",
                "cat.png.tmp",
                "cat.png.crdownload",
                "Thumbs.db",
                "sub/Thumbs.db",
                ".DS_Store",
                "~$cat.png",
                "cat.png~",
                "_defaults.yaml",
                "cat.png.error.json",
                "cat.gif",
                "notes.txt",
                "cat"
            })
    void leavesAlone(String path) {
        assertThat(sort(path)).singleElement().isInstanceOf(Found.Ignored.class);
    }

    @Test
    void putsSidecarsInTheOrderOfTheirWeight() {
        assertThat(sort("cat.yaml", "cat.txt", "cat.png", "cat.json", "dog.txt"))
                .first()
                .isInstanceOfSatisfying(Found.PictureDrop.class, drop -> assertThat(drop.sidecars())
                        .extracting(Entry::path)
                        .containsExactly("cat.txt", "cat.json", "cat.yaml"));
    }

    @Test
    void looksForSidecarsInTheSameFolderOnly() {
        assertThat(sort("a/cat.png", "b/cat.txt")).anySatisfy(found -> assertThat(found)
                .isInstanceOfSatisfying(Found.PictureDrop.class, drop -> assertThat(drop.sidecars())
                        .isEmpty()));
    }

    @Test
    void takesAJobFileAndNotThePictureThatItNames() {
        List<Found> found = sort(
                Map.of(
                        "jobs/one.json", new JobFile.Job("../maps/a.png"),
                        "two.yaml", new JobFile.Job("https://h.example/b.png"),
                        "three.yaml", new JobFile.NoJob("holds no prompt")),
                "jobs/one.json",
                "maps/a.png",
                "maps/b.png",
                "two.yaml",
                "three.yaml");

        assertThat(drops(found)).containsExactly("jobs/one.json", "maps/b.png", "two.yaml");
        assertThat(found)
                .contains(new Found.Ignored("maps/a.png", "the control map of jobs/one.json"))
                .contains(new Found.Ignored("three.yaml", "holds no prompt"));
    }

    @Test
    void readsAFileBesideAPictureAsItsSidecarAndNotAsAJob() {
        List<Entry> asked = new ArrayList<>();
        FolderContract.sort(entries("cat.png", "cat.json", "dog.json"), entry -> {
            asked.add(entry);
            return new JobFile.NoJob("no");
        });

        assertThat(asked).extracting(Entry::path).containsExactly("dog.json");
    }

    @Test
    void reportsAJobFileThatCannotBeRead() {
        assertThat(sort(Map.of("a.yaml", new JobFile.Unreadable("a.yaml: line 1, column 2: bad")), "a.yaml"))
                .singleElement()
                .isInstanceOfSatisfying(Found.Broken.class, broken -> assertThat(broken.problem())
                        .isEqualTo("a.yaml: line 1, column 2: bad"));
    }

    @Test
    void namesTheDefaultsFromTheOutsideIn() {
        assertThat(FolderContract.defaultsFor("a/b/cat.png"))
                .containsExactly("_defaults.yaml", "a/_defaults.yaml", "a/b/_defaults.yaml");
        assertThat(FolderContract.defaultsFor("cat.png")).containsExactly("_defaults.yaml");
    }

    @Test
    void findsThePathThatAJobFileNames() {
        assertThat(FolderContract.inside("jobs/one.json", "./a.png")).contains("jobs/a.png");
        assertThat(FolderContract.inside("jobs/one.json", "..\\maps\\a.png")).contains("maps/a.png");
        assertThat(FolderContract.inside("one.json", "../outside.png")).isEmpty();
        assertThat(FolderContract.inside("one.json", "/etc/a.png")).isEmpty();
        assertThat(FolderContract.inside("one.json", "https://h.example/a.png")).isEmpty();
    }

    @Test
    void sortsTenThousandFilesAtOnce() {
        String[] names = new String[20_000];
        for (int i = 0; i < 10_000; i++) {
            names[2 * i] = "img" + i + ".png";
            names[2 * i + 1] = "img" + i + ".txt";
        }

        assertThat(sort(names)).hasSize(10_000);
    }

    private static List<String> drops(List<Found> found) {
        return found.stream()
                .filter(f -> !(f instanceof Found.Ignored))
                .map(Found::path)
                .toList();
    }

    private static List<Found> sort(String... paths) {
        return sort(Map.of(), paths);
    }

    private static List<Found> sort(Map<String, JobFile> jobs, String... paths) {
        return FolderContract.sort(
                entries(paths), entry -> jobs.getOrDefault(entry.path(), new JobFile.NoJob("no job")));
    }

    private static List<Entry> entries(String... paths) {
        return Arrays.stream(paths)
                .map(path -> new Entry(path, 10, Instant.EPOCH))
                .toList();
    }
}
