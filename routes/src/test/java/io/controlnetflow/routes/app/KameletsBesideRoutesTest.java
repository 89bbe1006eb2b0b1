package io.controlnetflow.routes.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's own Kamelets, in the folder of the routes. */
class KameletsBesideRoutesTest {
    private static final String GREET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: greet-action
              labels: {camel.apache.org/kamelet.type: action}
            spec:
              definition:
                title: Greet
                required: [who]
                properties:
                  who: {title: Who, type: string}
                  what: {title: What, type: string, default: hello}
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - setBody: {simple: "{{what}} {{who}}"}
            """;

    @TempDir
    private Path temp;

    @Test
    void areFoundBesideThemAndBelow() throws IOException {
        Files.writeString(temp.resolve("greet-action.kamelet.yaml"), GREET);
        Files.writeString(
                Files.createDirectories(temp.resolve("kamelets")).resolve("leave-action.kamelet.yaml"),
                GREET.replace("greet-action", "leave-action").replace("default: hello", "default: goodbye"));
        Files.writeString(temp.resolve("application.properties"), "shop.who = Ada\n");
        Files.writeString(temp.resolve("shop.camel.yaml"), """
                - from:
                    uri: timer:once?repeatCount=1
                    steps:
                      - to: kamelet:greet-action?who={{shop.who}}
                      - to: file:{{folder}}/out?fileName=greeting.txt
                      - to: kamelet:leave-action?who={{shop.who}}
                      - to: file:{{folder}}/out?fileName=leaving.txt
                """);

        Shell.Said said = Shell.flow("run", temp.toString());

        assertThat(said.code()).as(said.toString()).isZero();
        assertThat(temp.resolve("out/greeting.txt")).hasContent("hello Ada");
        assertThat(temp.resolve("out/leaving.txt")).hasContent("goodbye Ada");
    }
}
