package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Drops;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Drops as rows. Paths may be longer than what a database indexes, so they are found by hashes. */
record SqlDrops(Store store) implements Drops {
    @Override
    public Optional<Drop> known(String folder, String path, long size, Instant modified) {
        return store.read(handle -> handle.select(
                        "select * from flow_drop where place = ? and open_key is not null order by drop_id"
                                + " fetch first 1 rows only",
                        place(folder, path, size, modified))
                .map(Rows::drop)
                .findFirst());
    }

    @Override
    public Drop take(NewDrop drop) {
        String place = place(drop.folder(), drop.path(), drop.size(), drop.modified());
        String openKey = hash(place + drop.sha256());
        return store.write(tx -> tx.handle
                .select("select * from flow_drop where open_key = ?", openKey)
                .map(Rows::drop)
                .findFirst()
                .orElseGet(() -> insert(tx, drop, place, openKey)));
    }

    private static Drop insert(Tx tx, NewDrop drop, String place, String openKey) {
        long id = tx.handle
                .createUpdate("insert into flow_drop (folder, path, bytes, modified, sha256, folder_hash, place,"
                        + " open_key, taken_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .bind(0, drop.folder())
                .bind(1, drop.path())
                .bind(2, drop.size())
                .bind(3, drop.modified().toEpochMilli())
                .bind(4, drop.sha256())
                .bind(5, hash(drop.folder()))
                .bind(6, place)
                .bind(7, openKey)
                .bind(8, tx.now)
                .executeAndReturnGeneratedKeys("drop_id")
                .mapTo(Long.class)
                .one();
        tx.event(null, "drop", drop.path() + " taken in from " + drop.folder());
        return new Drop(id, drop, null, null, false);
    }

    @Override
    public void started(long dropId, String runId) {
        store.run(tx -> changed(dropId, tx.run("update flow_drop set run_id = ? where drop_id = ?", runId, dropId)));
    }

    @Override
    public void refused(long dropId, String reason) {
        store.run(tx -> {
            changed(dropId, tx.run("update flow_drop set refusal = ? where drop_id = ?", Tx.cut(reason), dropId));
            tx.event(null, "refused", reason);
        });
    }

    @Override
    public void filed(long dropId) {
        store.run(tx -> changed(dropId, tx.run("update flow_drop set open_key = null where drop_id = ?", dropId)));
    }

    @Override
    public boolean isOpen(long dropId) {
        return store.read(
                handle -> handle.select("select 1 from flow_drop where drop_id = ? and open_key is not null", dropId)
                        .mapTo(Integer.class)
                        .findFirst()
                        .isPresent());
    }

    @Override
    public List<Drop> open(String folder) {
        return store.read(handle -> handle.select(
                        "select * from flow_drop where folder_hash = ? and open_key is not null order by drop_id",
                        hash(folder))
                .map(Rows::drop)
                .list());
    }

    private static void changed(long dropId, int rows) {
        if (rows == 0) {
            throw new IllegalStateException("there is no drop " + dropId);
        }
    }

    private static String place(String folder, String path, long size, Instant modified) {
        return hash(folder + '\n' + path + '\n' + size + '\n' + modified.toEpochMilli());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
