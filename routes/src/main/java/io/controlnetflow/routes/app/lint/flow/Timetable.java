package io.controlnetflow.routes.app.lint.flow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Timetables of five fields (minute, hour, day of the month, month, day of the week), of six (seconds first) and of seven (a year last).
 * Pure functions.
 */
final class Timetable {
    private record Part(String name, int least, int most, List<String> words) {}

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private static final List<Part> PARTS = List.of(
            new Part("second", 0, 59, List.of()),
            new Part("minute", 0, 59, List.of()),
            new Part("hour", 0, 23, List.of()),
            new Part("day of the month", 1, 31, List.of()),
            new Part("month", 1, 12, MONTHS),
            new Part("day of the week", 0, 7, DAYS),
            new Part("year", 1970, 2099, List.of()));

    private static final Pattern PIECE = Pattern.compile("(\\*|\\?|L|LW|\\w+L|\\w+W|\\w+#[1-5]|\\w+(-\\w+)?)(/\\d+)?");
    private static final Pattern VALUE = Pattern.compile("\\d+|[A-Z]{3}");

    private Timetable() {}

    /** What is wrong with a timetable of five to seven fields; empty when nothing is. */
    static Optional<String> wrong(String schedule) {
        String[] fields = schedule.strip().split("\\s+");
        int first = fields.length == 5 ? 1 : 0;
        for (int i = 0; i < fields.length && first + i < PARTS.size(); i++) {
            Part part = PARTS.get(first + i);
            for (String piece : fields[i].split(",", -1)) {
                if (!fits(piece.toUpperCase(Locale.ROOT), part)) {
                    return Optional.of(schedule + " is no timetable: " + (piece.isEmpty() ? "nothing" : piece)
                            + " is no " + part.name() + " of " + part.least() + " to " + part.most()
                            + (part.words().isEmpty()
                                    ? ""
                                    : " or " + part.words().get(0) + " to "
                                            + part.words().get(part.words().size() - 1)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String piece, Part part) {
        if (!PIECE.matcher(piece).matches()) {
            return false;
        }
        String values = piece.replaceFirst("/\\d+$", "").replaceFirst("#[1-5]$", "");
        if (values.matches("\\*|\\?|L|LW")) {
            return true;
        }
        boolean nearest = values.matches("\\d+[LW]");
        Matcher m = VALUE.matcher(nearest ? values.substring(0, values.length() - 1) : values);
        boolean any = false;
        while (m.find()) {
            any = true;
            if (!isValue(m.group(), part)) {
                return false;
            }
        }
        return any && m.replaceAll("").matches("-?");
    }

    private static boolean isValue(String value, Part part) {
        if (!Character.isDigit(value.charAt(0))) {
            return part.words().contains(value);
        }
        return value.length() <= 4 && Integer.parseInt(value) >= part.least() && Integer.parseInt(value) <= part.most();
    }
}
