package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Uploads;
import java.util.Optional;

/** Uploads as rows. */
record SqlUploads(Store store) implements Uploads {
    @Override
    public Optional<String> find(String provider, String sha256) {
        return store.read(handle -> handle.select(
                        "select url from flow_upload where provider = ? and sha256 = ? and uploaded_at > ?",
                        provider,
                        sha256,
                        store.database().now(handle) - USABLE.toMillis())
                .mapTo(String.class)
                .findFirst());
    }

    @Override
    public void uploaded(String provider, String sha256, String url) {
        store.run(tx -> {
            int changed = tx.run(
                    "update flow_upload set url = ?, uploaded_at = ? where provider = ? and sha256 = ?",
                    url,
                    tx.now,
                    provider,
                    sha256);
            if (changed == 0) {
                tx.run(
                        "insert into flow_upload (provider, sha256, url, uploaded_at) values (?, ?, ?, ?)",
                        provider,
                        sha256,
                        url,
                        tx.now);
            }
        });
    }

    @Override
    public void forget(String provider, String sha256) {
        store.run(tx -> tx.run("delete from flow_upload where provider = ? and sha256 = ?", provider, sha256));
    }
}
