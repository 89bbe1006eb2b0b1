package io.controlnetflow.routes.trial;

import java.util.Locale;

/**
 * What a trial came to.
 *
 * @param jobs distinct requests asked for
 * @param posts submit POSTs that the provider received
 * @param lost jobs that are neither published nor kept for a person
 * @param paidTwice distinct requests that the provider was paid for more than once
 * @param badFiles published pictures that have other pixels than the provider made, or not the bytes that a manifest names
 * @param held jobs that wait for a person
 * @param kills how often the program was killed
 * @param seconds wall time
 */
record Figures(
        String trial,
        int jobs,
        long posts,
        long lost,
        long paidTwice,
        long badFiles,
        long held,
        int kills,
        double seconds) {
    String line() {
        return String.format(
                Locale.ROOT,
                "TRIAL %-44s jobs %4d  posts %4d  lost %d  paid twice %d  bad files %d  held %d  kills %d  %6.1f s",
                trial,
                jobs,
                posts,
                lost,
                paidTwice,
                badFiles,
                held,
                kills,
                seconds);
    }
}
