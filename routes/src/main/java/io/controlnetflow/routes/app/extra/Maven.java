package io.controlnetflow.routes.app.extra;

import io.controlnetflow.routes.app.console.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has Maven fetch libraries with everything that they need.
 *
 * @param command as a shell finds it
 * @param camel the version of Camel that all of them fit
 */
public record Maven(String command, String camel) {
    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";

    /**
     * @param into an empty folder
     * @throws Refusal with Maven's words when it is not there or cannot fetch something
     */
    public void fetch(List<Wanted> wanted, Path into) throws IOException, InterruptedException {
        Path pom = Files.writeString(into.resolve("pom.xml"), pom(wanted));
        Path said = into.resolve("maven.log");
        List<String> line = List.of(
                command,
                "-q",
                "-B",
                "-ntp",
                "-Dstyle.color=never",
                "-f",
                pom.toString(),
                GOAL,
                "-DincludeScope=runtime",
                "-DoutputDirectory=" + into);
        int code;
        try {
            Process maven = new ProcessBuilder(line)
                    .directory(into.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            maven.getOutputStream().close();
            code = maven.waitFor();
        } catch (IOException e) {
            throw new Refusal(command + ": cannot be started (" + e.getMessage()
                    + "); install Maven 3.8 or newer, which fetches libraries");
        }
        if (code != 0) {
            throw new Refusal(command + ": fetched nothing: " + trouble(said));
        }
    }

    /** The first thing that it complains about. */
    private static String trouble(Path said) throws IOException {
        return Files.readAllLines(said, StandardCharsets.UTF_8).stream()
                .map(l -> l.replaceAll("\u001b\\[[0-9;]*m", ""))
                .filter(l -> l.startsWith("[ERROR]"))
                .map(l -> l.substring("[ERROR]".length()).strip())
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse("it says nothing of why");
    }

    private String pom(List<Wanted> wanted) {
        List<String> lines = new ArrayList<>(List.of(
                "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">",
                "<modelVersion>4.0.0</modelVersion>",
                "<groupId>extra</groupId><artifactId>extra</artifactId><version>1</version><packaging>pom</packaging>",
                "<dependencyManagement><dependencies><dependency>",
                "<groupId>org.apache.camel</groupId><artifactId>camel-bom</artifactId><version>" + camel + "</version>",
                "<type>pom</type><scope>import</scope>",
                "</dependency></dependencies></dependencyManagement>",
                "<dependencies>"));
        for (Wanted one : wanted) {
            lines.add("<dependency><groupId>" + one.group() + "</groupId><artifactId>" + one.artifact()
                    + "</artifactId>" + (one.version().isEmpty() ? "" : "<version>" + one.version() + "</version>")
                    + (one.classifier().isEmpty() ? "" : "<classifier>" + one.classifier() + "</classifier>")
                    + "</dependency>");
        }
        lines.add("</dependencies></project>");
        return String.join("\n", lines);
    }
}
