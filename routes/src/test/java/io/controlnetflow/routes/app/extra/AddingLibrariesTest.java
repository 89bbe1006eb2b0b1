package io.controlnetflow.routes.app.extra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.controlnetflow.routes.app.console.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code flow add} does, with a Maven that fetches from a folder. */
class AddingLibrariesTest {
    private static final CamelCatalog CATALOG = new DefaultCamelCatalog();

    @TempDir
    private Path temp;

    private Extras extras;

    @BeforeEach
    void aProgram() throws IOException {
        extras = new Extras(
                temp.resolve("extra"), jars("lib", "camel-util-4.18.0.jar", "netty-common-4.1.130.Final.jar"));
    }

    @Test
    void aComponentIsKnownByItsScheme() {
        assertThat(Wanted.of("kafka", CATALOG)).isEqualTo(new Wanted("org.apache.camel", "camel-kafka", ""));
        assertThat(Wanted.of("sftp", CATALOG)).isEqualTo(new Wanted("org.apache.camel", "camel-ftp", ""));
        assertThat(Wanted.of("camel-jaxb", CATALOG)).isEqualTo(new Wanted("org.apache.camel", "camel-jaxb", ""));
        assertThat(Wanted.of("com.example:a.b:1.0-x", CATALOG)).isEqualTo(new Wanted("com.example", "a.b", "1.0-x"));
    }

    @Test
    void aKindOfMapIsWhatRunsItsModelsOnThisSystem() throws Exception {
        assertThat(MapLibraries.of("pose", "Mac OS X", "aarch64").orElseThrow())
                .containsExactly(
                        new Wanted("org.bytedeco", "tensorflow-lite", MapLibraries.TENSORFLOW_LITE, ""),
                        new Wanted("org.bytedeco", "tensorflow-lite", MapLibraries.TENSORFLOW_LITE, "macosx-arm64"),
                        new Wanted("org.bytedeco", "javacpp", "1.5.14", "macosx-arm64"));
        assertThat(Wanted.all("depth", CATALOG))
                .containsExactly(new Wanted("com.microsoft.onnxruntime", "onnxruntime", MapLibraries.ONNX_RUNTIME, ""))
                .isEqualTo(Wanted.all("soft-edge", CATALOG));
        assertThat(Wanted.all("kafka", CATALOG)).containsExactly(Wanted.of("kafka", CATALOG));
        String pom = Files.readString(Path.of("../pom.xml"));
        assertThat(pom)
                .as("the versions that the program is built and tested with")
                .contains("<onnxruntime.version>" + MapLibraries.ONNX_RUNTIME + "<")
                .contains("<tensorflow-lite.version>" + MapLibraries.TENSORFLOW_LITE + "<");
    }

    @Test
    void aMisspeltComponentComesWithTheNearestOne() {
        assertThatThrownBy(() -> Wanted.of("kafak", CATALOG))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("kafak: is no component of Camel; did you mean kafka?");
    }

    @Test
    void whatTheProgramHasIsNotAddedInAnotherVersion() throws IOException {
        Path fetched = jars(
                "fetched",
                "camel-util-4.17.0.jar",
                "camel-kafka-4.18.0.jar",
                "netty-common-4.1.99.jar",
                "zstd-jni-1.5.6-4.jar");

        assertThat(extras.take(fetched))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("camel-kafka-4.18.0.jar", "zstd-jni-1.5.6-4.jar");
        assertThat(extras.jars()).hasSize(2);
        assertThat(extras.take(jars("again", "camel-kafka-4.18.0.jar"))).isEmpty();
    }

    @Test
    void thePartsOfOneLibraryAreAddedTogether() throws IOException {
        Path fetched = jars("fetched", "engine-2.21.0-1.5.14.jar", "engine-2.21.0-1.5.14-linux-x86_64.jar");

        assertThat(extras.take(fetched)).hasSize(2);
    }

    @Test
    void mavenIsAskedForAllOfThemInTheProgramsVersion() throws Exception {
        Path asked = temp.resolve("asked.xml");
        Path into = Files.createDirectories(temp.resolve("into"));

        Wanted part = new Wanted("com.example", "b", "3", "linux-x86_64");
        new Maven(maven("cp \"$PWD/pom.xml\" \"" + asked + "\" || exit 1"), "4.18.0")
                .fetch(List.of(Wanted.of("kafka", CATALOG), Wanted.of("com.example:a:2", CATALOG), part), into);

        assertThat(asked)
                .content()
                .contains("<artifactId>camel-bom</artifactId><version>4.18.0</version>")
                .contains("<artifactId>camel-kafka</artifactId></dependency>")
                .contains("<groupId>com.example</groupId><artifactId>a</artifactId><version>2</version></dependency>")
                .contains(
                        "<artifactId>b</artifactId><version>3</version><classifier>linux-x86_64</classifier></dependency>");
    }

    @Test
    void whatMavenComplainsAboutIsSaid() throws IOException {
        Path into = Files.createDirectories(temp.resolve("into"));
        String command =
                maven("printf '\\033[0m[ERROR] \\n'; echo '[ERROR] Could not find artifact x:y:jar:1'; exit 1");

        assertThatThrownBy(() -> new Maven(command, "4.18.0").fetch(List.of(new Wanted("x", "y", "1")), into))
                .isInstanceOf(Refusal.class)
                .hasMessageEndingWith("fetched nothing: Could not find artifact x:y:jar:1");
        assertThatThrownBy(() -> new Maven(temp.resolve("none").toString(), "4.18.0").fetch(List.of(), into))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("install Maven");
    }

    private String maven(String does) throws IOException {
        Path script = Files.writeString(temp.resolve("mvn"), "#!/bin/sh\n" + does + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script.toString();
    }

    private Path jars(String folder, String... names) throws IOException {
        Path into = Files.createDirectories(temp.resolve(folder));
        for (String name : names) {
            Files.writeString(into.resolve(name), name);
        }
        return into;
    }
}
