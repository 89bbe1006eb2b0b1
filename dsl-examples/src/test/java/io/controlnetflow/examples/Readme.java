package io.controlnetflow.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The code blocks of a README, and its command lines as a shell would take them apart. */
final class Readme {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern KEY = Pattern.compile("(?m)^export WAVESPEED_API_KEY=");

    private Readme() {}

    /**
     * One {@code ./flow} line.
     *
     * @param text as it is written
     * @param withKey whether a key is set above it in its block
     */
    record Command(String text, boolean withKey) {
        /** What follows {@code ./flow}. */
        List<String> words() {
            List<String> words = new ArrayList<>();
            Matcher word = WORD.matcher(text);
            while (word.find()) {
                words.add(word.group(1) == null ? word.group(2) : word.group(1));
            }
            return List.copyOf(words.subList(1, words.size()));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static List<Command> commands(Path readme) {
        List<Command> commands = new ArrayList<>();
        for (String block : blocks(readme, "sh")) {
            boolean withKey = KEY.matcher(block).find();
            block.lines().filter(l -> l.startsWith("./flow ")).forEach(l -> commands.add(new Command(l, withKey)));
        }
        return commands;
    }

    static List<String> blocks(Path readme, String language) {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(readme));
        while (block.find()) {
            if (block.group(1).equals(language)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }

    private static String text(Path readme) {
        try {
            return Files.readString(readme);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
