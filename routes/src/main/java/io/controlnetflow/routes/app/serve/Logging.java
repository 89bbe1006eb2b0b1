package io.controlnetflow.routes.app.serve;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import io.controlnetflow.routes.stage.Attention;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The console stays quiet; details go to {@code flow.log} in the state folder, with the API key cut out. */
public final class Logging {
    private static final String FILE = "flow.log";
    private static final long MOST_MEGABYTES = 10;
    private static final long SAME_WORDS_MILLIS = 30_000;
    private static final long OTHER_WORDS_MILLIS = 5_000;

    private Logging() {}

    /** Nothing is logged until a state folder is known. */
    public static void quiet() {
        context().reset();
        context().getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    }

    /** Logs into the state folder, which exists. */
    public static Path into(Path state, @Nullable String secret) {
        LoggerContext context = context();
        context.reset();
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(state.resolve(FILE).toString());
        file.setEncoder(encoder(context, secret));
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(state.resolve("flow.%i.log").toString());
        rolling.setMaxIndex(2);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(new FileSize(MOST_MEGABYTES * FileSize.MB_COEFFICIENT));
        trigger.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(trigger);
        file.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file);
        for (String chatty : List.of("org.apache.camel", "org.flywaydb", "org.apache.hc")) {
            context.getLogger(chatty).setLevel(Level.WARN);
        }
        context.getLogger("org.apache.camel.impl.engine.DefaultShutdownStrategy")
                .setLevel(Level.INFO);
        context.getLogger("com.zaxxer").setLevel(Level.ERROR); // the ledger says once that its database is away
        context.getLogger("org.flywaydb.core.internal.database.base.Database").setLevel(Level.ERROR);
        return state.resolve(FILE);
    }

    /** From now on what needs a person is also told there: a line now and then, the same one twice a minute at most. */
    public static void alert(Consumer<String> terminal) {
        LoggerContext context = context();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            private String last = "";
            private long said;

            @Override
            protected void append(ILoggingEvent event) { // one at a time, the base class sees to it
                String words = event.getFormattedMessage();
                long since = event.getTimeStamp() - said;
                if (last.isEmpty() || since >= (words.equals(last) ? SAME_WORDS_MILLIS : OTHER_WORDS_MILLIS)) {
                    last = words;
                    said = event.getTimeStamp();
                    terminal.accept("flow: " + words);
                }
            }
        };
        appender.setContext(context);
        appender.start();
        context.getLogger(Attention.NAME).addAppender(appender);
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, @Nullable String secret) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        String line = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{24} %msg%n%ex";
        encoder.setPattern(
                secret == null || !secret.matches("[A-Za-z0-9_.-]+")
                        ? line + "%nopex"
                        : "%replace(" + line + "){'" + Pattern.quote(secret).replace("\\", "\\\\") + "','***'}%nopex");
        encoder.start();
        return encoder;
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
