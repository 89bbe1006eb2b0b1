package io.controlnetflow.routes.engine.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.controlnetflow.core.artifact.ArtifactStore;
import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.dag.InvalidFlow;
import io.controlnetflow.core.folder.FileNames;
import io.controlnetflow.core.folder.NaturalOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads what a flow's {@code each} names outside: the rows of a CSV file, or pictures by pattern, which are stored.
 *
 * @param home the flow's folder, which relative names start from
 */
public record Items(Path home, ArtifactStore store) {
    private static final String CSV = "csv:";
    private static final String FILES = "files:";
    private static final long MOST = 200L << 20;

    /**
     * @param what {@code csv:FILE} or {@code files:GLOB}
     * @throws InvalidFlow naming the file when it is not there, or cannot be read
     */
    List<JsonNode> read(String what) {
        return what.startsWith(CSV) ? rows(what) : files(what);
    }

    private List<JsonNode> rows(String what) {
        Path file = home.resolve(what.substring(CSV.length()));
        CSVFormat form = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        List<JsonNode> rows = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(file);
                CSVParser parser = form.parse(text)) {
            List<String> columns = parser.getHeaderNames();
            for (CSVRecord record : parser) {
                if (record.size() != columns.size()) {
                    throw new InvalidFlow(
                            "each",
                            what + ", line " + parser.getCurrentLineNumber() + ": has " + record.size()
                                    + " values, and the head line has " + columns.size()
                                    + " columns; nothing is sent");
                }
                ObjectNode row = JsonNodeFactory.instance.objectNode();
                columns.forEach(column -> row.put(column, record.get(column)));
                rows.add(row);
            }
        } catch (IOException | java.io.UncheckedIOException | IllegalArgumentException e) {
            if (e instanceof InvalidFlow known) {
                throw known;
            }
            throw new InvalidFlow(
                    "each", what + " cannot be read (" + file + ": " + e.getMessage() + "); nothing is sent");
        }
        return rows;
    }

    /** In natural order; a pattern that fits nothing gives nothing. */
    private List<JsonNode> files(String what) {
        String pattern = what.substring(FILES.length());
        PathMatcher fits = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        List<JsonNode> found = new ArrayList<>();
        try {
            List<String> names = Tree.files(home).stream()
                    .map(home::relativize)
                    .filter(fits::matches)
                    .map(path -> path.toString().replace('\\', '/'))
                    .filter(path -> FileNames.ignored(path).isEmpty())
                    .sorted(NaturalOrder.PATHS)
                    .toList();
            for (String name : names) {
                try (InputStream in = Files.newInputStream(home.resolve(name))) {
                    found.add(FlowPlanner.picture(store.put(in, MOST)).put("name", name));
                }
            }
        } catch (IOException e) {
            throw new InvalidFlow("each", what + " cannot be read (" + e.getMessage() + "); nothing is sent");
        }
        return found;
    }
}
