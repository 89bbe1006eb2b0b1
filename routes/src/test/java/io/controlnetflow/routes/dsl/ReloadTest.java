package io.controlnetflow.routes.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.dag.FlowSpec;
import io.controlnetflow.routes.dsl.reload.Reload;
import io.controlnetflow.routes.dsl.reload.Wrong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files that change while they run. */
class ReloadTest {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Reload reload;

    @BeforeEach
    void start() throws Exception {
        write("one.camel.yaml", answering("one", "first", "other", "untouched"));
        write("two.camel.yaml", answering("two", "second"));
        camel.start();
        for (Path file : files()) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "file:" + file));
        }
        reload = new Reload(camel, this::files, this::check, new Reload.Told() {
            @Override
            public void taken(String line) {
                told.add(line);
            }

            @Override
            public void refused(List<String> lines) {
                told.addAll(lines);
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        reload.close();
        camel.close();
    }

    @Test
    void aGoodEditTakesOverAndLeavesTheOtherFilesAlone() throws Exception {
        long since = camel.getRoute("two").getUptimeMillis();
        Path file = write("one.camel.yaml", answering("one", "changed"));
        look();

        assertThat(ask("one")).isEqualTo("changed");
        assertThat(camel.getRoute("other")).isNull();
        assertThat(ask("two")).isEqualTo("second");
        assertThat(camel.getRoute("two").getUptimeMillis()).isGreaterThanOrEqualTo(since);
        assertThat(told).containsExactly(file + ": is changed; its routes run now");
        look();
        assertThat(told).hasSize(1);
    }

    @Test
    void aBadEditIsToldOnceAndTheLastGoodRoutesGoOn() throws Exception {
        Path file = write("one.camel.yaml", "# BAD\n- route: {from: {uri: nothing}}\n");
        look();
        look();

        assertThat(ask("one")).isEqualTo("first");
        assertThat(ask("other")).isEqualTo("untouched");
        assertThat(told)
                .containsExactly(file + ":1:1: no such thing", file + ": is not taken; its last good version goes on");
        assertThat(reload.refused()).containsExactly(file);

        write("one.camel.yaml", answering("one", "mended"));
        look();
        assertThat(ask("one")).isEqualTo("mended");
        assertThat(reload.refused()).isEmpty();
    }

    @Test
    void aRouteOfAnotherFileIsNotReplaced() throws Exception {
        Path file = write("one.camel.yaml", answering("one", "changed", "two", "a second route of this id"));
        look();

        assertThat(ask("one")).isEqualTo("first");
        assertThat(ask("other")).isEqualTo("untouched");
        assertThat(ask("two")).isEqualTo("second");
        assertThat(told)
                .containsExactly(
                        file + ": the route two is there already, in file:" + folder.resolve("two.camel.yaml")
                                + "; give it another id",
                        file + ": is not taken; its last good version goes on");
    }

    @Test
    void whatOnlyFailsAtItsStartIsUndone() throws Exception {
        Path file = write(
                "one.camel.yaml",
                answering("one", "changed") + answering("more", "x").replace("direct:more", "gone:x"));
        look();

        assertThat(ask("one")).isEqualTo("first");
        assertThat(ask("other")).isEqualTo("untouched");
        assertThat(camel.getRouteDefinitions()).hasSize(3);
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).startsWith(file + ": its routes do not start: ").contains("gone://x");
    }

    @Test
    void aBadEditThatIsTakenBackChangesNothing() throws Exception {
        Path file = write("one.camel.yaml", "- nonsense: BAD\n");
        look();
        write("one.camel.yaml", answering("one", "first", "other", "untouched"));
        look();

        assertThat(ask("one")).isEqualTo("first");
        assertThat(told).last().isEqualTo(file + ": is as it was; it went on");
        assertThat(reload.refused()).isEmpty();
    }

    @Test
    void filesComeAndGo() throws Exception {
        Path three = write("three.camel.yaml", answering("three", "third"));
        look();
        assertThat(ask("three")).isEqualTo("third");

        Files.delete(folder.resolve("one.camel.yaml"));
        look();
        assertThat(camel.getRoutes()).extracting(route -> route.getRouteId()).containsExactly("two", "three");
        assertThat(told)
                .containsExactly(
                        three + ": is new; its routes run now",
                        folder.resolve("one.camel.yaml") + ": is gone; its routes take nothing more");

        write("one.camel.yaml", answering("one", "back"));
        look();
        assertThat(ask("one")).isEqualTo("back");
    }

    @Test
    void waitsUntilAChangeIsWhole() throws Exception {
        write("one.camel.yaml", "- BAD");
        reload.look();
        write("one.camel.yaml", answering("one", "whole"));
        look();

        assertThat(ask("one")).isEqualTo("whole");
        assertThat(told).hasSize(1);
    }

    @Test
    void looksByItself() throws Exception {
        reload.start(Duration.ofMillis(20));
        write("two.camel.yaml", answering("two", "changed"));

        Awaitility.await().until(() -> told.size() == 1);
        assertThat(ask("two")).isEqualTo("changed");
    }

    @Test
    void aPipelineIsTakenOverToo() throws Exception {
        camel.addComponent("dag", NodeRoutes.remembering(new TreeMap<>()));
        Path file = write("shop.dag.yaml", "dag: shop\nnodes:\n  a: {call: \"mock:a\"}\n");
        look();
        assertThat(camel.getRoute("shop.a")).isNotNull();
        write("shop.dag.yaml", "dag: shop\nversion: 2\nnodes:\n  b: {call: \"mock:a\"}\n  c: {call: \"mock:a\"}\n");
        look();
        assertThat(told).last().isEqualTo(file + ": is changed; its routes run now");
        assertThat(camel.getRoutes().stream().map(route -> route.getRouteId()).filter(id -> id.startsWith("shop")))
                .containsExactly("shop.b", "shop.c");
        write("shop.dag.yaml", "dag: shop\nnodes: 3\n");
        look();
        assertThat(told)
                .contains(file + ": its routes cannot be read: " + file + ":2:1: nodes: 3 is not a map of nodes");
        write("shop.dag.yaml", "dag: shop\nversion: 3\nnodes:\n  b: {call: \"mock:a\"}\n");
        assertThat(camel.getRoute("shop.c")).isNotNull();
        assertThat(version()).isEqualTo(2);
        look();
        assertThat(version()).isEqualTo(3);
        write("shop.dag.yaml", "dag: shop\nversion: 5\nnodes:\n  b: {call: \"none:a\"}\n");
        look();
        assertThat(version()).isEqualTo(3);
        assertThat(camel.getRoute("shop.b")).isNotNull();
    }

    private int version() {
        return Objects.requireNonNull(camel.getRegistry().lookupByNameAndType("shop", FlowSpec.class))
                .version();
    }

    /** A text that holds BAD is bad, and one that says {@code needs X} is where nothing says {@code gives X}. */
    private List<Wrong> check(Map<Path, String> texts) {
        List<Wrong> wrong = new ArrayList<>();
        String all = String.join("\n", texts.values());
        texts.forEach((file, text) -> {
            if (text.contains("BAD")) {
                wrong.add(new Wrong(file, file + ":1:1: no such thing"));
            }
            Matcher needs = Pattern.compile("needs (\\w+)").matcher(text);
            while (needs.find()) {
                if (!all.contains("gives " + needs.group(1))) {
                    wrong.add(new Wrong(file, file + ":2:1: " + needs.group(1) + " is not there"));
                }
            }
        });
        return wrong;
    }

    @Test
    void filesThatFitOnlyTogetherAreTakenTogether() throws Exception {
        write("one.camel.yaml", "# needs b\n" + answering("one", "with b"));
        Path two = write("two.camel.yaml", "# gives b\n" + answering("two", "b"));
        look();
        assertThat(ask("one")).isEqualTo("with b");
        assertThat(ask("two")).isEqualTo("b");

        Files.delete(two);
        look();
        assertThat(told)
                .endsWith(
                        folder.resolve("one.camel.yaml") + ":2:1: b is not there",
                        two + ": is not taken; its last good version goes on");
        assertThat(ask("two")).isEqualTo("b");
        assertThat(reload.refused()).containsExactly(two);

        write("one.camel.yaml", answering("one", "without"));
        look();
        assertThat(told).endsWith(two + ": is gone; its routes take nothing more");
        assertThat(camel.getRoute("two")).isNull();
    }

    @Test
    void aBadFileDoesNotKeepAGoodOneBackThatChangedWithIt() throws Exception {
        Path one = write("one.camel.yaml", "# needs b\n" + answering("one", "with b"));
        Path two = write("two.camel.yaml", "# gives b, BAD\n" + answering("two", "b"));
        write("three.camel.yaml", answering("three", "third"));
        look();
        assertThat(ask("one")).isEqualTo("first");
        assertThat(ask("two")).isEqualTo("second");
        assertThat(ask("three")).isEqualTo("third");
        assertThat(told)
                .contains(
                        two + ":1:1: no such thing",
                        one + ":2:1: b is not there",
                        one + ": was checked beside the last good two.camel.yaml, whose change is not taken either");

        write("two.camel.yaml", "# gives b\n" + answering("two", "b"));
        look();
        assertThat(ask("one")).isEqualTo("with b");
        assertThat(reload.refused()).isEmpty();
    }

    @Test
    void whatIsUnderWayComesToItsEndInTheRoutesThatItBeganIn() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        camel.getRegistry().bind("slow", (Processor) exchange -> {
            arrived.countDown();
            goOn.await();
        });
        Source source = new Source();
        camel.addComponent("source", source);
        String old = answering("two", "old").replace("direct:two", "source:two");
        write("two.camel.yaml", old.replace("- setBody", "- process: {ref: slow}\n        - setBody"));
        look();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> {
            try {
                return source.ask();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        arrived.await();
        write("two.camel.yaml", old.replace("\"old\"", "new"));
        look();
        assertThat(source.ask()).isEqualTo("new");
        goOn.countDown();
        assertThat(first.join()).isEqualTo("old");
        reload.look();
        assertThat(camel.getRoutes()).extracting(route -> route.getRouteId()).containsExactly("one", "other", "two~2");
    }

    /** A change is taken at the second look that sees it. */
    private void look() {
        reload.look();
        reload.look();
    }

    private String ask(String name) {
        try (var template = camel.createProducerTemplate()) {
            return template.requestBody("direct:" + name, "", String.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String answering(String... namesAndAnswers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndAnswers.length; i += 2) {
            String name = namesAndAnswers[i];
            text.append("- route:\n    id: ")
                    .append(name)
                    .append("\n    from:\n      uri: direct:")
                    .append(name);
            text.append("\n      steps:\n        - setBody: {constant: \"")
                    .append(namesAndAnswers[i + 1])
                    .append("\"}\n");
        }
        return text.toString();
    }
}
