package io.controlnetflow.core.ledger.sql;

import io.controlnetflow.core.ledger.Drops;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Drops as rows. Paths may be longer than what a database indexes, so they are found by hashes. */
record SqlDrops(Store store) implements Drops {
    @Override
    public List<Drop> take(List<NewDrop> drops) {
        if (drops.isEmpty()) {
            return List.of();
        }
        Map<String, NewDrop> byKey = new LinkedHashMap<>();
        List<String> keys = drops.stream().map(SqlDrops::openKey).toList();
        for (int at = 0; at < keys.size(); at++) {
            byKey.putIfAbsent(keys.get(at), drops.get(at));
        }
        Map<String, Drop> taken = store.write(tx -> taken(tx, byKey));
        return keys.stream().map(taken::get).toList();
    }

    private static Map<String, Drop> taken(Tx tx, Map<String, NewDrop> byKey) {
        Map<String, Drop> taken = new HashMap<>();
        tx.handle
                .createQuery("select * from flow_drop where open_key = any(:keys)")
                .bindArray("keys", String.class, byKey.keySet())
                .map((row, context) -> Map.entry(row.getString("open_key"), Rows.drop(row, context)))
                .forEach(there -> taken.put(there.getKey(), there.getValue()));
        List<Map.Entry<String, NewDrop>> missing = byKey.entrySet().stream()
                .filter(drop -> !taken.containsKey(drop.getKey()))
                .toList();
        if (!missing.isEmpty()) {
            List<Long> ids = inserted(tx, missing);
            for (int at = 0; at < ids.size(); at++) {
                Map.Entry<String, NewDrop> drop = missing.get(at);
                taken.put(drop.getKey(), new Drop(ids.get(at), drop.getValue(), null, null, false));
            }
        }
        return taken;
    }

    /** Their ids, in the same order. */
    private static List<Long> inserted(Tx tx, List<Map.Entry<String, NewDrop>> missing) {
        PreparedBatch rows = tx.handle.prepareBatch("insert into flow_drop (folder, path, bytes, modified, sha256,"
                + " folder_hash, place, open_key, taken_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        missing.forEach(keyed -> {
            NewDrop drop = keyed.getValue();
            rows.add(
                    drop.folder(),
                    drop.path(),
                    drop.size(),
                    drop.modified().toEpochMilli(),
                    drop.sha256(),
                    Hashes.sha256(drop.folder()),
                    place(drop),
                    keyed.getKey(),
                    tx.now);
            tx.event(null, "drop", drop.path() + " taken in from " + drop.folder());
        });
        return rows.executePreparedBatch("drop_id").mapTo(Long.class).list();
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
                        Hashes.sha256(folder))
                .map(Rows::drop)
                .list());
    }

    private static void changed(long dropId, int rows) {
        if (rows == 0) {
            throw new IllegalStateException("there is no drop " + dropId);
        }
    }

    private static String openKey(NewDrop drop) {
        return Hashes.sha256(place(drop) + drop.sha256());
    }

    private static String place(NewDrop drop) {
        return Hashes.sha256(drop.folder()
                + '\n'
                + drop.path()
                + '\n'
                + drop.size()
                + '\n'
                + drop.modified().toEpochMilli());
    }
}
