package io.controlnetflow.core.folder;

import java.util.Comparator;
import java.util.Locale;

/**
 * The order in which a person counts: {@code img2} before {@code img10}, folder by folder, capitals beside their small letters.
 * A total order: only equal texts compare as equal.
 */
public final class NaturalOrder {
    /** Of paths with {@code /}. */
    public static final Comparator<String> PATHS = NaturalOrder::paths;

    private NaturalOrder() {}

    private static int paths(String a, String b) {
        String[] left = a.split("/", -1);
        String[] right = b.split("/", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = names(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return left.length != right.length ? Integer.compare(left.length, right.length) : a.compareTo(b);
    }

    private static int names(String a, String b) {
        int order = parts(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
        return order != 0 ? order : a.compareTo(b);
    }

    private static int parts(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (digit(a.charAt(i)) && digit(b.charAt(j))) {
                int endA = endOfDigits(a, i);
                int endB = endOfDigits(b, j);
                int order = numbers(a.substring(i, endA), b.substring(j, endB));
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else {
                int order = Character.compare(a.charAt(i++), b.charAt(j++));
                if (order != 0) {
                    return order;
                }
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int numbers(String a, String b) {
        String left = a.replaceFirst("^0+", "");
        String right = b.replaceFirst("^0+", "");
        return left.length() != right.length() ? Integer.compare(left.length(), right.length()) : left.compareTo(right);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && digit(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
