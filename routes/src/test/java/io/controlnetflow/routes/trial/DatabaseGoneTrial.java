package io.controlnetflow.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is gone for a while, in the middle of everything. */
@Tag("trial")
class DatabaseGoneTrial {
    @TempDir
    Path folder;

    @Test
    void goesOnWithoutARestartAndSaysSoOnce() throws Exception {
        long gone = Form.of(8_000, 35_000);
        int jobs = Form.of(60, 500);
        try (Postgres postgres = new Postgres();
                Cable cable = new Cable(
                        URI.create(postgres.url().substring("jdbc:".length())).getPort());
                Workshop shop = new Workshop(folder, settings -> settings)) {
            shop.on(postgres.url().replaceFirst(":[0-9]+/", ":" + cable.port() + "/"));
            shop.drop(jobs);
            try (Program program = shop.run()) {
                while (program.alive() && shop.provider.audit().accepted() < jobs / 3) {
                    program.ended(2);
                }
                cable.cut();
                assertThat(program.ended(gone)).as(shop.words()).isFalse();
                cable.mend();
                assertThat(program.ended(Form.of(60_000, 300_000)))
                        .as("it ends; else these wait: %s%n%s", waiting(postgres), shop.words())
                        .isTrue();
                assertThat(program.exit(1)).as(shop.words()).isZero();
            }
            Figures figures = shop.figures("database gone for " + gone / 1000 + " s");
            assertThat(figures.posts()).isEqualTo(jobs);
            assertThat(figures.lost()).as(shop.words()).isZero();
            assertThat(figures.paidTwice()).isZero();
            assertThat(figures.badFiles()).isZero();
            List<String> log = Files.readAllLines(folder.resolve(".flow").resolve("flow.log"));
            assertThat(log).filteredOn(line -> line.contains("cannot be used")).hasSize(1);
            assertThat(log)
                    .filteredOn(line -> line.contains("can be used again"))
                    .hasSize(1);
            assertThat(log).as("no flood: besides a line a job").hasSizeLessThan(2 * jobs + 60);
        }
    }

    /** Jobs, cells and runs that are not at their end, with the milliseconds that their leases still run. */
    private static List<String> waiting(Postgres postgres) {
        String left = "lease_until - cast(extract(epoch from now()) * 1000 as bigint)";
        List<String> rows = new ArrayList<>(postgres.ask("select concat_ws(' ', 'job', job_key, state, owner, " + left
                + ") from flow_job where state not in ('DONE', 'FAILED')"));
        rows.addAll(postgres.ask("select concat_ws(' ', 'cell', cell_id, state, owner, " + left
                + ") from flow_cell where state not in ('DONE', 'WAITING')"));
        rows.addAll(postgres.ask(
                "select concat_ws(' ', 'run', run_id, state, publisher)" + " from flow_run where not published"));
        return rows;
    }
}
