package io.controlnetflow.core.dag;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Timetables as people write them, in the five fields of Unix ({@code 0 7 * * 1-5}), and as Quartz takes them, in six or seven. The two
 * count weekdays differently, and Quartz takes one of the two days only. Pure functions.
 */
public final class Schedule {
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Pattern RANGE =
            Pattern.compile("(\\*|[0-9A-Za-z]{1,3})(?:-([0-9A-Za-z]{1,3}))?(?:/([0-9]{1,2}))?");
    private static final String ANY = "*";
    private static final String NONE = "?";

    private Schedule() {}

    /**
     * @param schedule five to seven fields
     * @return six or seven fields, seconds first
     * @throws InvalidFlow for a weekday that is none, and when days of the month and of the week are both said
     */
    public static String quartz(String schedule) {
        List<String> fields = new ArrayList<>(List.of(schedule.strip().split("\\s+")));
        if (fields.size() == 5) {
            fields.set(4, weekdays(fields.get(4)));
            fields.add(0, "0");
        }
        if (fields.get(5).equals(ANY)) {
            fields.set(5, fields.get(3).equals(NONE) ? ANY : NONE);
        } else if (fields.get(3).equals(ANY) && !fields.get(5).equals(NONE)) {
            fields.set(3, NONE);
        }
        if (!fields.get(3).equals(NONE) && !fields.get(5).equals(NONE)) {
            throw new InvalidFlow(
                    "schedule",
                    schedule
                            + " names days of the month and of the week; write two triggers, each with * for one of them");
        }
        return String.join(" ", fields);
    }

    /** Days of the week by name, where they are not all of them. */
    private static String weekdays(String field) {
        if (field.equals(ANY) || field.equals(NONE)) {
            return field;
        }
        Set<Integer> days = new TreeSet<>();
        for (String part : field.split(",")) {
            Matcher m = RANGE.matcher(part);
            if (!m.matches()) {
                throw new InvalidFlow("schedule", part + " is no day of the week; write it like 1-5 or MON,WED");
            }
            boolean all = m.group(1).equals(ANY);
            int first = all ? 0 : day(m.group(1));
            int last = all ? 6 : m.group(2) != null ? day(m.group(2)) : m.group(3) != null ? 6 : first;
            int step = m.group(3) == null ? 1 : Math.max(1, Integer.parseInt(m.group(3)));
            for (int day = first; day <= (last < first ? last + 7 : last); day += step) {
                days.add(day % 7);
            }
        }
        return days.size() == 7
                ? ANY
                : String.join(",", days.stream().map(DAYS::get).toList());
    }

    /** From 0, a Sunday, to 7, which is one too. */
    private static int day(String word) {
        int named = DAYS.indexOf(word.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return named;
        }
        if (!word.matches("[0-7]")) {
            throw new InvalidFlow("schedule", word + " is no day of the week; write 0 to 7 or SUN to SAT");
        }
        return Integer.parseInt(word);
    }
}
