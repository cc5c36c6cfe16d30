/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.RingTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The clock of one node, which outlives its incarnations: virtual time and what it has jumped. */
final class SimulatedClock implements RingTime {

    private static final long NS_PER_MS = 1_000_000L;

    /** As a clock of the wall it is so far; any number will do. */
    private static final long EPOCH_BASE_MS = 1_700_000_000_000L;

    private final SimulatedScheduling scheduling;
    private final List<SimulatedNode.SimulatedAlarm> alarms = new ArrayList<>();
    private Function<Runnable, SimulatedNode.SimulatedAlarm> newAlarm;
    private long aheadNs;
    private long wallAheadNs;

    SimulatedClock(final SimulatedScheduling scheduling) {
        this.scheduling = scheduling;
    }

    /** Alarms are those of a new incarnation from now on. */
    void attach(final Function<Runnable, SimulatedNode.SimulatedAlarm> makeAlarm) {
        newAlarm = makeAlarm;
    }

    /** The incarnation is gone. */
    void detach() {
        alarms.clear();
    }

    /** Goes on by so much at once; back only as a clock of the wall. */
    void jump(final long byNs) {
        wallAheadNs += byNs;
        if (byNs > 0) {
            aheadNs += byNs;
            List.copyOf(alarms).forEach(SimulatedNode.SimulatedAlarm::reschedule);
        }
    }

    /** The epoch of an incarnation that starts now, from the clock of the wall as in production. */
    long epoch() {
        return EPOCH_BASE_MS + (scheduling.nowNs() + wallAheadNs) / NS_PER_MS;
    }

    @Override
    public long nowNs() {
        return scheduling.nowNs() + aheadNs;
    }

    @Override
    public Alarm alarm(final Runnable onDue) {
        final SimulatedNode.SimulatedAlarm alarm = newAlarm.apply(onDue);
        alarms.add(alarm);
        return alarm;
    }
}
