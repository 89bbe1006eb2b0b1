package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Uploads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/** Finds jobs that wait for their POST with the address of an upload that may be dead by now. */
final class StaleUploads {
    private static final Pattern BYTES = Pattern.compile("sha256:([0-9a-f]{64})");

    private record Ready(String key, String provider, String inputs, String body) {
        /** True when a picture has no usable address, or another one than the body says. */
        boolean stale(Map<String, String> usable, Handle handle, long now) {
            return BYTES.matcher(inputs).results().anyMatch(found -> {
                String address = usable.computeIfAbsent(
                        provider + ' ' + found.group(1), any -> address(handle, provider, found.group(1), now));
                return address.isEmpty() || !body.contains(address);
            });
        }
    }

    private StaleUploads() {}

    static List<JobKey> find(Handle handle, long now) {
        List<Ready> waiting = handle.select(
                        "select job_key, provider, inputs, body from flow_job where state = 'READY'"
                                + " and body is not null and created_at <= ?",
                        now - Standing.BODY_GOOD_MILLIS)
                .map((row, context) -> new Ready(
                        row.getString("job_key"),
                        row.getString("provider"),
                        row.getString("inputs"),
                        row.getString("body")))
                .list();
        Map<String, String> usable = new HashMap<>();
        return waiting.stream()
                .filter(job -> job.stale(usable, handle, now))
                .map(job -> new JobKey(job.key))
                .toList();
    }

    private static String address(Handle handle, String provider, String sha256, long now) {
        return handle.select(
                        "select url from flow_upload where provider = ? and sha256 = ? and uploaded_at > ?",
                        provider,
                        sha256,
                        now - Uploads.USABLE.toMillis())
                .mapTo(String.class)
                .findFirst()
                .orElse("");
    }
}
