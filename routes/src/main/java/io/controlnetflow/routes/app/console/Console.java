package io.controlnetflow.routes.app.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where the program writes. Words for a person go to {@code out}, or to {@code err} when {@code out} carries one JSON
 * object; a live line is redrawn in place where there is a terminal. Thread-safe.
 */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Style style;
    private final boolean live;
    private final int width;
    private boolean json;
    private @Nullable String line;

    /**
     * @param live whether a line can be redrawn in place
     * @param width columns
     */
    public Console(PrintStream out, PrintStream err, Style style, boolean live, int width) {
        this.out = out;
        this.err = err;
        this.style = style;
        this.live = live;
        this.width = width;
    }

    /** The process's own; the launcher says whether there is a terminal, how wide it is and whether it wants colours. */
    public static Console ofProcess() {
        boolean terminal = Boolean.getBoolean("flow.terminal");
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        boolean unicode = StandardCharsets.UTF_8.equals(charset);
        return new Console(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charset),
                new Style(terminal && !Boolean.getBoolean("flow.plain"), unicode),
                terminal,
                Math.max(40, Integer.getInteger("flow.columns", 100)));
    }

    /** From now on {@code out} is for the JSON object alone. */
    public void json(boolean only) {
        this.json = only;
    }

    public Style style() {
        return style;
    }

    public int width() {
        return width;
    }

    public boolean live() {
        return live;
    }

    /** One or more lines for a person. */
    public synchronized void say(String text) {
        PrintStream to = human();
        to.print(erase() + text + System.lineSeparator() + shown());
        to.flush();
    }

    /** A message about what is wrong, always to {@code err}. */
    public synchronized void complain(String text) {
        human().print(erase());
        human().flush();
        err.println(text);
        human().print(shown());
        human().flush();
    }

    /** Redraws the live line; does nothing without a terminal. */
    public synchronized void redraw(@Nullable String text) {
        if (live) {
            human().print(erase());
            line = text;
            human().print(shown());
            human().flush();
        }
    }

    /** The one JSON object. */
    public synchronized void result(JsonNode object) {
        out.println(object.toPrettyString());
        out.flush();
    }

    /** What another process said for this one. */
    public synchronized void pass(String toOut, String toErr) {
        out.print(toOut);
        out.flush();
        err.print(toErr);
        err.flush();
    }

    private PrintStream human() {
        return json ? err : out;
    }

    private String erase() {
        return line == null ? "" : "\r\u001b[K";
    }

    private String shown() {
        return line == null ? "" : line;
    }
}
