package io.controlnetflow.routes.dsl;

import io.controlnetflow.core.dag.Schedule;
import io.controlnetflow.core.dag.Trigger;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Timetables with placeholders in them, as Quartz takes them: {@code {{flow-schedule:{{cron}}}}} is known, and checked, when its route
 * is made. Stateless.
 */
public final class ScheduleFunction implements PropertiesFunction {
    static final String NAME = "flow-schedule";

    @Override
    public String getName() {
        return NAME;
    }

    /** @throws io.controlnetflow.core.dag.InvalidFlow for what is no timetable */
    @Override
    public String apply(String schedule) {
        return Schedule.quartz(Trigger.Cron.checked(schedule));
    }

    /** The schedule as an option of {@code quartz:}. */
    static String option(String schedule) {
        return schedule.contains("{{") ? "{{" + NAME + ":" + schedule + "}}" : Schedule.quartz(schedule);
    }
}
