package io.controlnetflow.core.ledger.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.controlnetflow.core.artifact.NoRoom;
import io.controlnetflow.core.job.JobKey;
import io.controlnetflow.core.ledger.Account;
import io.controlnetflow.core.ledger.Doubts;
import io.controlnetflow.core.ledger.Drops;
import io.controlnetflow.core.ledger.History;
import io.controlnetflow.core.ledger.Jobs;
import io.controlnetflow.core.ledger.Ledger;
import io.controlnetflow.core.ledger.LedgerLook;
import io.controlnetflow.core.ledger.LedgerSettings;
import io.controlnetflow.core.ledger.LedgerUnavailable;
import io.controlnetflow.core.ledger.Nodes;
import io.controlnetflow.core.ledger.Orders;
import io.controlnetflow.core.ledger.Placements;
import io.controlnetflow.core.ledger.Readings;
import io.controlnetflow.core.ledger.Runs;
import io.controlnetflow.core.ledger.Uploads;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The ledger in a database. */
public final class SqlLedger implements Ledger {
    private static final int CONNECTIONS = 6;
    private static final int EVENTS_KEPT = 200_000;
    private static final int H2_ALREADY_OPEN = 90020;
    private static final Pattern SECRETS = Pattern.compile("[?;].*|//[^/@]*@");

    private final @Nullable FileHold hold;
    private final HikariDataSource source;
    private final News news;
    private final Store store;
    private final AtomicBoolean recovered = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private SqlLedger(@Nullable FileHold hold, HikariDataSource source, Database database, Self self) {
        this.hold = hold;
        this.source = source;
        this.news = new News();
        Jdbi jdbi = Jdbi.create(source);
        Reach reach = new Reach(database.name(), !database.exclusive());
        Writer writer = new Writer(jdbi, database, self, news::tell, reach);
        this.store = new Store(jdbi, database, self, writer, reach);
        store.run(SqlLedger::tidy);
    }

    /** Opens the database, see {@link io.controlnetflow.core.ledger.Ledgers#open}. */
    public static SqlLedger open(LedgerSettings settings, Clock clock) {
        if (H2Url.isH2(settings.url())) {
            Path file = H2Url.checked(settings.url());
            FileHold hold = FileHold.of(file);
            try {
                return open(hold, new H2File(file, settings), new H2Database(file.toString(), clock));
            } catch (RuntimeException e) {
                hold.close();
                throw e;
            }
        }
        if (!settings.url().startsWith("jdbc:postgresql:")) {
            throw new LedgerUnavailable("ledger: " + withoutSecrets(settings.url())
                    + " is neither a jdbc:h2:file: nor a jdbc:postgresql: URL; use one of them");
        }
        return open(settings, new PostgresDatabase(withoutSecrets(settings.url())));
    }

    private static SqlLedger open(FileHold hold, H2File file, H2Database database) {
        file.sweep();
        if (!file.exists()) {
            file.migrate(database);
        }
        HikariDataSource source = connect(file.database(), file.settings(), database);
        try {
            if (!Schema.fits(source, database)) {
                source.close();
                file.migrate(database);
                source = connect(file.database(), file.settings(), database);
            }
            return new SqlLedger(hold, source, database, self(file.settings()));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /** For tests too, which move the time of a PostgreSQL ledger. */
    static SqlLedger open(LedgerSettings settings, PostgresDatabase database) {
        HikariDataSource source = connect(null, settings, database);
        try {
            Schema.migrate(source, database);
            return new SqlLedger(null, source, database, self(settings));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static Self self(LedgerSettings settings) {
        return new Self(settings.node(), settings.provider());
    }

    /** Looks at the database without changing it, see {@link io.controlnetflow.core.ledger.Ledgers#look}. */
    public static LedgerLook look(LedgerSettings settings) {
        boolean h2 = H2Url.isH2(settings.url());
        Path file = h2 ? H2Url.checked(settings.url()) : null;
        if (file != null && !new H2File(file, settings).exists()) {
            return new LedgerLook.Empty();
        }
        FileHold hold = null;
        try {
            hold = file == null ? null : FileHold.of(file);
        } catch (LedgerUnavailable e) {
            if (e.getCause() instanceof IOException) {
                throw e;
            }
            return new LedgerLook.InUse(String.valueOf(e.getMessage()));
        }
        String name = file == null ? withoutSecrets(settings.url()) : file.toString();
        try (Connection connection =
                DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
            return Schema.look(connection, file != null && new H2File(file, settings).cutShort());
        } catch (SQLException e) {
            throw notOpened(
                    file,
                    h2 ? new H2Database(name, Clock.systemUTC()) : new PostgresDatabase(name),
                    new IllegalStateException(e));
        } finally {
            if (hold != null) {
                hold.close();
            }
        }
    }

    /** Without what follows the path and without user and password before the host. */
    private static String withoutSecrets(String url) {
        return SECRETS.matcher(url).replaceAll(match -> match.group().startsWith("//") ? "//" : "");
    }

    private static HikariDataSource connect(@Nullable Path file, LedgerSettings settings, Database database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(file == null ? settings.url() : H2Url.tuned(settings.url()));
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setConnectionInitSql(database.greeting());
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw notOpened(file, database, e);
        }
    }

    private static LedgerUnavailable notOpened(@Nullable Path file, Database database, RuntimeException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (file != null && at instanceof SQLException sql && sql.getErrorCode() == H2_ALREADY_OPEN) {
                return FileHold.held(file, failure);
            }
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new LedgerUnavailable(
                "ledger: " + database.name() + " could not be opened: "
                        + NoRoom.in(failure)
                                .map(said -> said + Writer.GOES_ON)
                                .orElse(
                                        cause.getMessage()
                                                + (file == null
                                                        ? "; check the URL, the user and that it runs"
                                                        : "; put back a copy of it: an empty ledger would pay again for what was made")),
                failure);
    }

    /** What a dead process left: on an exclusive file its leases are over, and old events are let go. */
    private static void tidy(Tx tx) {
        if (tx.database.exclusive()) {
            tx.run("update flow_job set owner = null, lease_until = 0 where lease_until > 0 and state in"
                    + " ('NEW', 'POLLING', 'DOWNLOADING', 'IN_DOUBT')");
        }
        tx.run("delete from flow_event where event_id < (select max(event_id) from flow_event) - " + EVENTS_KEPT);
    }

    Store store() {
        return store;
    }

    @Override
    public Drops drops() {
        return new SqlDrops(store);
    }

    @Override
    public Runs runs() {
        return new SqlRuns(store, recovered);
    }

    @Override
    public Orders orders() {
        return new SqlOrders(store);
    }

    @Override
    public Placements placements() {
        return new SqlPlacements(store);
    }

    @Override
    public Readings readings() {
        return new SqlReadings(store);
    }

    @Override
    public History history() {
        return new SqlHistory(store);
    }

    @Override
    public Jobs jobs() {
        return new SqlJobs(store);
    }

    @Override
    public Doubts doubts() {
        return new SqlDoubts(store);
    }

    @Override
    public Uploads uploads() {
        return new SqlUploads(store);
    }

    @Override
    public Nodes nodes() {
        return new SqlNodes(store);
    }

    @Override
    public boolean shared() {
        return !store.database().exclusive();
    }

    @Override
    public Account account() {
        return new SqlAccount(store);
    }

    @Override
    public AutoCloseable onSettled(Consumer<JobKey> listener) {
        return news.add(listener);
    }

    @Override
    public long version() {
        return store.read(handle -> handle.select("select coalesce(max(event_id), 0) from flow_event")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            store.writer().close();
            news.close();
            source.close();
            if (hold != null) {
                hold.close();
            }
        }
    }
}
