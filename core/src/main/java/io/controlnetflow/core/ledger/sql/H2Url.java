package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.LedgerUnavailable;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Only H2 URLs that keep what was acknowledged are let through. */
final class H2Url {
    private static final String SCHEME = "jdbc:h2:";
    private static final Pattern OTHER_KIND = Pattern.compile("[a-zA-Z][a-zA-Z0-9]+:.*");
    private static final String NEEDED = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private H2Url() {}

    static boolean isH2(String url) {
        return url.startsWith(SCHEME);
    }

    /** The file that the URL names, without H2's suffix. */
    static Path checked(String url) {
        int end = url.indexOf(';');
        String place = url.substring(SCHEME.length(), end < 0 ? url.length() : end);
        String settings = (end < 0 ? "" : url.substring(end)).toUpperCase(Locale.ROOT) + ';';
        if (place.startsWith("file:")) {
            place = place.substring("file:".length());
        } else if (OTHER_KIND.matcher(place).matches()) {
            throw refused(
                    place,
                    "is not a file of this machine, so it does not keep what was paid for; use " + SCHEME + "file:PATH"
                            + NEEDED + " or PostgreSQL");
        }
        for (String setting : NEEDED.substring(1).split(";")) {
            if (!settings.contains(';' + setting + ';')) {
                throw refused(
                        place, "lacks " + setting + " and would lose acknowledged commits at a kill; append " + NEEDED);
            }
        }
        for (String setting : new String[] {"FILE_LOCK=NO", "AUTO_SERVER=TRUE"}) {
            if (settings.contains(';' + setting + ';')) {
                throw refused(
                        place, "has " + setting + ", which lets a second process in; leave it out, or use PostgreSQL");
            }
        }
        return Path.of(place.startsWith("~") ? System.getProperty("user.home") + place.substring(1) : place)
                .toAbsolutePath();
    }

    /** The same URL; a connection keeps more prepared statements than the eight of H2's default. */
    static String tuned(String url) {
        return url.toUpperCase(Locale.ROOT).contains(";QUERY_CACHE_SIZE=") ? url : url + ";QUERY_CACHE_SIZE=200";
    }

    /** The same URL for another file, with all its settings. */
    static String at(String url, Path file) {
        int end = url.indexOf(';');
        return SCHEME + "file:" + file + (end < 0 ? "" : url.substring(end));
    }

    private static LedgerUnavailable refused(String place, String why) {
        return new LedgerUnavailable("ledger: database URL of " + place + " " + why);
    }
}
