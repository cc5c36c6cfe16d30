/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.history;

import static io.totemic.simulation.history.Runs.at;
import static io.totemic.simulation.schedule.Schedule.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.membership.core.StateName;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.simulation.schedule.LinkConditions;
import io.totemic.simulation.schedule.Schedule;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Recoveries that bring more old frames than a queue has places. */
final class LongExchangeTest {

    private static final int QUEUE_SLOTS = 16_384;
    private static final Duration MUTE = at(1_500);
    private static final Duration DEATH = at(4_000);
    private static final Duration END = at(20_000);

    /**
     * By reading: all old frames that recovery sends have places in one queue of the new ring. Here nobody has a frame of node 4, so that each of
     * the four others sends everything behind it, and all of that together does not fit: unless what all have of it is freed
     * meanwhile the token stands still, and every attempt ends like that.
     */
    @Test
    void shouldRecoverMoreFramesThanAQueueHolds() {
        final Schedule.Builder schedule = Runs.startOnFastDisks(5)
                .at(MUTE)
                .degrade(nodes(4), nodes(1, 2, 3, 5), FrameStream.DATA, LinkConditions.CALM.losing(1000))
                .send(4, 1, 100);
        for (Duration at = MUTE.plusMillis(100); at.compareTo(DEATH) < 0; at = at.plusMillis(50)) {
            schedule.at(at)
                    .send(1, 100, 1_000)
                    .send(2, 100, 1_000)
                    .send(3, 100, 1_000)
                    .send(5, 100, 1_000);
        }
        schedule.at(DEATH).crash(4);

        for (final Run run : Runs.of(5, END).seeds(2).of(schedule.build())) {
            assertThat(framesOfRecovery(run.trace())).as("seed %d", run.seed()).isGreaterThan(QUEUE_SLOTS);
            assertThat(run.untilToldOf(nodes(1, 2, 3, 5), 1, DEATH))
                    .as("seed %d", run.seed())
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    /** Frames that were numbered in RECOVERY, by all together. */
    private static int framesOfRecovery(final Trace trace) {
        int frames = 0;
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            boolean isRecovering = false;
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.StateEntered entered) {
                    isRecovering = entered.state() == StateName.RECOVERY;
                } else if (isRecovering && event instanceof Trace.FrameOriginated) {
                    frames++;
                }
            }
        }
        return frames;
    }
}
