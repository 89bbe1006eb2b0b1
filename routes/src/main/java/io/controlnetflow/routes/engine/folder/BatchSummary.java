package io.controlnetflow.routes.engine.folder;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the drops.
 *
 * @param drops pictures and job files taken
 * @param made pictures made and paid for
 * @param reused pictures that were there already
 * @param submits POSTs made
 * @param cost USD, at least, of what was made
 * @param saved USD that the reused pictures would have cost
 * @param inDoubt jobs whose POST has an unknown fate
 * @param held jobs that a person decides
 * @param parked jobs whose deadline passed; their ids are kept
 * @param failed drops that were refused or failed
 * @param failures these, in natural order; of all batches of a watched folder together the first 1,000
 * @param alike files of the outbox that are nearly the same picture, in groups; of several batches the first 1,000
 * @param waitingForPerson one sentence each: what waits, and the command that decides
 * @param paused why the account was paused at the end, or null
 * @param contactSheet where it is, or null when there were no pictures
 * @param outbox where the pictures are
 */
public record BatchSummary(
        int drops,
        int made,
        int reused,
        long submits,
        BigDecimal cost,
        BigDecimal saved,
        int inDoubt,
        int held,
        int parked,
        int failed,
        List<Failure> failures,
        List<List<String>> alike,
        List<String> waitingForPerson,
        @Nullable Paused paused,
        @Nullable Path contactSheet,
        Path outbox) {
    /**
     * @param file relative to the inbox, with {@code /}
     * @param message names the file, the field, the value, what is wrong and what happens next
     */
    public record Failure(String file, String message) {}

    /**
     * @param code {@code 401}, {@code 402}, {@code budget} or another short word
     * @param reason one sentence with what to do
     */
    public record Paused(String code, String reason) {}

    public BatchSummary {
        failures = List.copyOf(failures);
        alike = List.copyOf(alike);
        waitingForPerson = List.copyOf(waitingForPerson);
    }
}
