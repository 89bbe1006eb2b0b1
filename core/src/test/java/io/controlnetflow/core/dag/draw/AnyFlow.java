package io.controlnetflow.core.dag.draw;

import io.controlnetflow.core.dag.Flow;
import io.controlnetflow.core.dag.text.FlowReader;
import io.controlnetflow.core.dag.text.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Flows by chance, and from a few lines. */
final class AnyFlow {
    private static final List<String> BODIES = List.of(
            "call: 'log:a'",
            "call: 'wavespeed:wavespeed-ai/flux-controlnet-union-pro-2.0'",
            "call: 'control-map:canny'",
            "call: 'pictures:resize'",
            "call: 'dag:other'",
            "call: 'http:ключ.invalid/<&\">?a=b'",
            "steps: [{log: \"a & <b>\"}, {to: 'mock:x'}]",
            "approve: {show: hello, timeout: 2h}");
    private static final List<String> TRIGGERS =
            List.of("cron: 0 7 * * *", "folder: inbox", "http: /shoot", "uri: 'jms:orders'");

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final List<String> inputs = new ArrayList<>();

    private AnyFlow(long chance) {
        this.random = new Random(chance);
    }

    static Flow read(String yaml) {
        if (FlowReader.read("any.dag.yaml", yaml) instanceof Reading.Good good) {
            return good.flow();
        }
        throw new IllegalArgumentException(FlowReader.read("any.dag.yaml", yaml).toString());
    }

    /** Up to ten nodes of every kind, with references of every kind to earlier ones. */
    static Flow of(long chance) {
        for (int i = 0; i < 1_000; i++) {
            String yaml = new AnyFlow(chance + i).yaml();
            if (FlowReader.read("any.dag.yaml", yaml) instanceof Reading.Good good) {
                return good.flow();
            }
        }
        throw new IllegalStateException("no flow of this form can be read");
    }

    private String yaml() {
        text.append("dag: any\ninputs:\n  unused: {type: string, default: \"\\u0007 ]]> 漢字\"}\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            inputs.add("in_" + i);
            text.append("  in_").append(i).append(": {type: string}\n");
        }
        if (random.nextBoolean()) {
            text.append("triggers:\n");
            for (int i = random.nextInt(3); i >= 0; i--) {
                text.append("  - {")
                        .append(TRIGGERS.get(random.nextInt(TRIGGERS.size())))
                        .append("}\n");
            }
        }
        text.append("nodes:\n");
        int size = 1 + random.nextInt(10);
        for (int i = 0; i < size; i++) {
            node(i);
        }
        text.append("outputs: {one: '${n-0[*]}', two: '${n-")
                .append(size - 1)
                .append("[*].image} of ${n-0[*].x}', none: 1}\n");
        return text.toString();
    }

    private void node(int i) {
        text.append("  n-").append(i).append(":\n    ");
        text.append(BODIES.get(random.nextInt(BODIES.size()))).append('\n');
        List<String> with = new ArrayList<>();
        List<String> needs = new ArrayList<>();
        List<String> points = new ArrayList<>(List.of("0"));
        inputs.stream()
                .filter(input -> random.nextInt(4) == 0)
                .forEach(input -> with.add(input + ": '${" + input + "}'"));
        for (int j = 0; j < i; j++) {
            String node = "n-" + j;
            switch (random.nextInt(i + 6)) {
                case 0 -> with.add("p" + j + ": '${" + node + "}'");
                case 1 -> with.add("q" + j + ": '${" + node + "[*].image} and ${" + node + ".image}'");
                case 2 -> needs.add(node);
                case 3 -> needs.add("'" + node + "[*]'");
                case 4 -> points.add("'${" + node + "[*]}'");
                default -> {}
            }
        }
        if (points.size() > 1 || random.nextInt(6) == 0) {
            text.append("    matrix: {via")
                    .append(i)
                    .append(": [")
                    .append(String.join(", ", points))
                    .append("], seed")
                    .append(i);
            text.append(": 1..").append(1 + random.nextInt(2)).append("}\n");
        }
        text.append("    with: {").append(String.join(", ", with)).append("}\n");
        text.append(needs.isEmpty() ? "" : "    needs: " + needs + "\n");
        text.append(random.nextInt(4) == 0 ? "    optional: true\n" : "");
        text.append(random.nextInt(4) == 0 ? "    when: \"${body} > '<b>&'\"\n    retry: {max: 2}\n" : "");
    }
}
