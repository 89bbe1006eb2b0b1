package io.controlnetflow.routes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.controlnetflow.core.ledger.JobState;
import io.controlnetflow.core.ledger.Jobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneJobOnePostTest {
    @TempDir
    Path folder;

    @Test
    void bringsAJobFromRequestToFile() {
        try (Bench bench = new Bench(folder)) {
            Jobs.Job job = bench.settled(bench.request("a cat"));
            assertThat(job.state()).as(String.valueOf(job.problem())).isEqualTo(JobState.DONE);
            assertThat(job.outputs()).contains("\"type\":\"image\"", "sha256:");
            assertThat(bench.server().audit().posts()).isEqualTo(1);
        }
    }

    @Test
    void sendsTwentyRequestsOnceEachAndUploadsTheirMapOnce() {
        try (Bench bench = new Bench(folder)) {
            List<Jobs.Attached> attached = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                attached.add(bench.engine().submit(bench.request("picture " + i % 20)));
            }
            attached.forEach(a -> assertThat(bench.engine()
                            .whenSettled(a.job().key())
                            .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                            .join()
                            .state())
                    .isEqualTo(JobState.DONE));
            assertThat(bench.server().audit().posts()).isEqualTo(20);
            assertThat(bench.server().audit().paidTwice()).isZero();
            assertThat(bench.server().audit().keysAtFiles()).isZero();
        }
    }
}
