package io.controlnetflow.core.dag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Timetables in the fields of Unix, and what Quartz takes. */
class ScheduleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 7 * * *|0 0 7 * * ?",
                "*/15 * 1 * *|0 */15 * 1 * ?",
                "0 7 * * 1-5|0 0 7 ? * MON,TUE,WED,THU,FRI",
                "0 7 * * 0|0 0 7 ? * SUN",
                "0 7 * * 7,sat|0 0 7 ? * SUN,SAT",
                "0 7 * * 5-7|0 0 7 ? * SUN,FRI,SAT",
                "0 7 * * */2|0 0 7 ? * SUN,TUE,THU,SAT",
                "0 7 * * 0-6|0 0 7 * * ?",
                "0 0 7 * * *|0 0 7 * * ?",
                "0 0 7 ? * 2|0 0 7 ? * 2",
                "0 0 7 1 * ? 2030|0 0 7 1 * ? 2030",
            })
    void isWrittenAsQuartzTakesIt(String unix, String quartz) {
        assertThat(Schedule.quartz(unix)).isEqualTo(quartz);
    }

    @Test
    void refusesBothKindsOfDaysAndDaysThatAreNone() {
        assertThatThrownBy(() -> Schedule.quartz("0 7 1 * 1"))
                .isInstanceOf(InvalidFlow.class)
                .hasMessageContaining("0 7 1 * 1 names days of the month and of the week; write two triggers");
        assertThatThrownBy(() -> Schedule.quartz("0 7 * * 8")).hasMessageContaining("8 is no day of the week");
        assertThatThrownBy(() -> Schedule.quartz("0 7 * * monday"))
                .hasMessageContaining("monday is no day of the week");
    }
}
