package io.controlnetflow.routes.app.serve;

import io.controlnetflow.routes.app.console.Interrupt;
import io.controlnetflow.routes.engine.folder.FolderJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The folders of {@code watch}, which come and go with their routes: the first that is there is shown. Used once. */
final class WatchedFolders {
    private static final long REDRAW_MILLIS = 200;

    private final Session session;
    private final List<FolderJob> known;
    private final Function<FolderJob, FolderReport> report;
    private final Interrupt interrupt;
    private final CountDownLatch stop;
    private final List<FolderReport> open = new ArrayList<>();

    /**
     * @param known takes every folder that is there, to be closed at the end
     * @param stop counted down when the program is to end
     */
    WatchedFolders(
            Session session,
            List<FolderJob> known,
            Function<FolderJob, FolderReport> report,
            Interrupt interrupt,
            CountDownLatch stop) {
        this.session = session;
        this.known = known;
        this.report = report;
        this.interrupt = interrupt;
        this.stop = stop;
    }

    /**
     * Until the program is to end and every folder is told of.
     *
     * @param without shows what there is while no folder is watched
     */
    List<FolderReport.End> follow(Runnable without) throws InterruptedException {
        List<FolderReport.End> ends = new ArrayList<>();
        boolean over = false;
        while (!over || !open.isEmpty()) {
            if (!over) {
                notice();
            }
            FolderReport shown = next();
            if (shown == null) {
                without.run();
                over = stop.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                Optional<FolderReport.End> end = shown.look(interrupt);
                end.ifPresent(ends::add);
                end.ifPresent(ended -> open.remove(shown));
                over = stop.getCount() == 0;
            }
        }
        return ends;
    }

    private void notice() {
        for (FolderJob job : session.folders()) {
            if (!known.contains(job)) {
                known.add(job);
                open.add(report.apply(job));
            }
        }
    }

    /** One that has ended goes first. */
    private @Nullable FolderReport next() {
        return open.stream().filter(FolderReport::isOver).findFirst().orElse(open.isEmpty() ? null : open.get(0));
    }
}
