package io.controlnetflow.routes.app.lint;

import io.controlnetflow.core.artifact.Tree;
import io.controlnetflow.core.folder.Entry;
import io.controlnetflow.core.folder.FileNames;
import io.controlnetflow.core.folder.FolderContract;
import io.controlnetflow.core.folder.Found;
import io.controlnetflow.core.folder.SidecarCheck;
import io.controlnetflow.core.folder.SidecarReader;
import io.controlnetflow.routes.app.lint.file.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the sidecars, folder defaults and job files of an inbox: what each file is, the folder contract says.
 *
 * @param files how many were looked at
 */
public record InboxLint(int files, List<Finding> findings) {
    public InboxLint {
        findings = List.copyOf(findings);
    }

    public static InboxLint of(Path inbox) {
        try {
            Look look = new Look(inbox);
            FolderContract.sort(listing(inbox), entry -> SidecarReader.look(inbox.resolve(entry.path()), entry.path()))
                    .forEach(look::at);
            return new InboxLint(look.files, look.findings);
        } catch (IOException e) {
            return new InboxLint(0, List.of(Finding.of(inbox, "cannot be read: " + e.getMessage())));
        }
    }

    /** Neither size nor time says anything about what a file is. */
    private static List<Entry> listing(Path inbox) throws IOException {
        return Tree.files(inbox).stream()
                .map(file -> new Entry(inbox.relativize(file).toString().replace('\\', '/'), 0, Instant.EPOCH))
                .toList();
    }

    private static final class Look {
        private final Path inbox;
        private final List<Finding> findings = new ArrayList<>();
        private int files;

        Look(Path inbox) {
            this.inbox = inbox;
        }

        void at(Found found) {
            String path = found.path();
            if (found instanceof Found.PictureDrop picture) {
                picture.sidecars().forEach(sidecar -> sidecar(sidecar.path()));
            } else if (FileNames.name(path).equals(FileNames.DEFAULTS)) {
                sidecar(path);
            } else if (FileNames.structured(path) && FileNames.ignored(path).isEmpty()) {
                add(path, SidecarCheck.ofJob(inbox.resolve(path)));
            }
        }

        private void sidecar(String path) {
            add(path, SidecarCheck.of(inbox.resolve(path)));
        }

        private void add(String path, List<SidecarCheck.Problem> problems) {
            files++;
            problems.forEach(problem -> findings.add(
                    new Finding(inbox.resolve(path), problem.line(), problem.column(), problem.message())));
        }
    }
}
