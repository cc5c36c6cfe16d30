/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

/**
 * Decides how long the loop waits after a turn. Knows no clock and no thread, so that it is tested by arguments alone.
 *
 * <p>Called only by the loop.
 */
final class LoopIdle {

    /** Answer of {@link #nextWaitNs}: go on at once. */
    static final long SPIN = 0;

    /** Answer of {@link #nextWaitNs}: give the core away once. */
    static final long YIELD = -1;

    /** Answer of {@link #nextWaitNs}: sleep until a frame comes, or {@link #nextParkNs()} if that cannot be. */
    static final long SLEEP = -2;

    /** For WAITING: yields after a turn that found work on a ring without data. Each token and heartbeat would cost all of them. */
    private static final int YIELDS_WITHOUT_DATA = 1;

    private RingLoopSettings settings;
    private long activeUntilNs;
    private long dataUntilNs;
    private long parkNs;
    private int emptyTurns;

    LoopIdle(final RingLoopSettings settings) {
        this.settings = settings;
        this.parkNs = settings.minParkNs();
    }

    void choose(final IdleChoice choice) {
        settings = settings.withIdle(choice);
    }

    /** A turn that moved data frames ended. */
    void onData(final long nowNs) {
        beginAnew();
        dataUntilNs = nowNs + settings.activeAfterDataNs();
        activeUntilNs = Math.max(activeUntilNs, dataUntilNs);
    }

    /** A turn that took tokens or control frames, or ran tasks or alarms, ended. */
    void onOther(final long nowNs) {
        beginAnew();
        activeUntilNs = Math.max(activeUntilNs, nowNs + settings.activeAfterOtherNs());
    }

    /**
     * What to do after a turn: {@link #SPIN}, {@link #YIELD}, {@link #SLEEP}, or nanoseconds to park. Work that is neither frames nor
     * tasks is the driver's own heartbeats: it is followed at once, but does not end a sleep that has grown long.
     */
    long nextWaitNs(final boolean foundWork, final long nowNs) {
        if (foundWork) {
            return SPIN;
        }
        final boolean isActive = nowNs < activeUntilNs;
        return switch (settings.idle()) {
            case BUSY_SPIN -> SPIN;
            case WAITING -> waiting(nowNs);
            case BACKOFF -> backoff();
            case PARKING -> isActive ? settings.minParkNs() : SLEEP;
            case YIELDING -> isActive ? YIELD : SLEEP;
        };
    }

    private void beginAnew() {
        emptyTurns = 0;
        parkNs = settings.minParkNs();
    }

    private long waiting(final long nowNs) {
        final int yields = nowNs < dataUntilNs ? settings.yieldsPerBackoff() : YIELDS_WITHOUT_DATA;
        if (emptyTurns >= yields) {
            return SLEEP;
        }
        emptyTurns++;
        return YIELD;
    }

    private long backoff() {
        final int turns = emptyTurns;
        if (turns < settings.spinsPerBackoff() + settings.yieldsPerBackoff()) {
            emptyTurns = turns + 1;
            return turns < settings.spinsPerBackoff() ? SPIN : YIELD;
        }
        return parkNs < settings.maxParkNs() ? nextParkNs() : SLEEP;
    }

    /** How long to park, longer each time until there is work again; in ns. */
    long nextParkNs() {
        final long answer = parkNs;
        parkNs = Math.min(parkNs * 2, settings.maxParkNs());
        return answer;
    }
}
