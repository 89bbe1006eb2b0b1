package io.controlnetflow.routes.app.lint.file;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A file of properties.
 *
 * @param values by name
 * @param text of the file
 */
public record PropertyFile(Path file, Map<String, String> values, String text) {
    public PropertyFile {
        values = Map.copyOf(values);
    }

    /** What cannot be read is left out; who needs a value says that it is not there. */
    public static PropertyFile of(Path file, String text) {
        Properties read = new Properties();
        try {
            read.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            return new PropertyFile(file, Map.of(), text);
        }
        Map<String, String> values = new TreeMap<>();
        read.stringPropertyNames()
                .forEach(name -> values.put(name, read.getProperty(name).strip()));
        return new PropertyFile(file, values, text);
    }

    /** Something wrong with a property. */
    public Finding finding(String name, String message) {
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].stripLeading();
            if (line.startsWith(name) && line.substring(name.length()).matches("\\s*[=:\\s].*")) {
                return new Finding(file, i + 1, lines[i].length() - line.length() + 1, message);
            }
        }
        return Finding.of(file, message);
    }
}
