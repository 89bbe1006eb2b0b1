package io.controlnetflow.core.dag;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What starts runs of a flow in {@code watch}. Data only: who opens the door stands elsewhere. */
public sealed interface Trigger {
    /** Whether a dropped picture must come with a file of its fields. */
    enum Sidecar {
        OPTIONAL,
        REQUIRED
    }

    /**
     * Pictures dropped into a folder.
     *
     * @param path of the folder, relative to the flow's
     * @param outbox where results go; null for {@code outbox}
     * @param accept patterns of file names, separated by commas; null for every picture
     * @param patience how long a picture waits for its sidecar; null for the folder contract's own
     */
    record Folder(
            String path,
            @Nullable String outbox,
            @Nullable String accept,
            Sidecar sidecar,
            @Nullable Duration patience) implements Trigger {
        public Folder {
            if (path.equals(outbox)) {
                throw new InvalidFlow(
                        "outbox", outbox + " is the watched folder; results would be taken as new pictures");
            }
        }
    }

    /**
     * A timetable.
     *
     * @param schedule five fields as in Unix, or six or seven as in Quartz; with placeholders it is checked when they are filled
     * @param inputs of the runs
     */
    record Cron(String schedule, ObjectNode inputs) implements Trigger {
        public Cron {
            if (!schedule.contains("{{")) {
                Schedule.quartz(checked(schedule));
            }
            inputs = inputs.deepCopy();
        }

        /**
         * The schedule, when the number of its fields is right.
         *
         * @param schedule without placeholders
         */
        public static String checked(String schedule) {
            int fields = schedule.strip().split("\\s+").length;
            if (fields < 5 || fields > 7) {
                throw new InvalidFlow(
                        "schedule", schedule + " has " + fields + " fields; write five to seven, as in 0 7 * * *");
            }
            return schedule;
        }
    }

    /**
     * A request; its body holds the inputs.
     *
     * @param path beginning with a slash
     */
    record Http(String path) implements Trigger {
        public Http {
            if (!path.startsWith("/")) {
                throw new InvalidFlow("path", path + " is not a path; begin it with a slash, as in /" + path);
            }
        }
    }

    /**
     * Any Camel consumer; its body holds the inputs, or the flow's only image.
     *
     * @param from a Camel URI
     * @param inputs that every run has, too
     */
    record Uri(String from, ObjectNode inputs) implements Trigger {
        public Uri {
            inputs = inputs.deepCopy();
        }
    }
}
