/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * Limits of one turn and the way to wait between turns.
 *
 * @param idle how to wait
 * @param framesPerTurn most data frames taken in one turn, and most token and control frames; at least 1
 * @param tasksPerTurn most tasks run in one turn; at least 1
 * @param spinsPerBackoff empty turns without waiting before {@link IdleChoice#BACKOFF} yields; 0 or more
 * @param yieldsPerBackoff yields before {@link IdleChoice#BACKOFF} parks or {@link IdleChoice#WAITING} sleeps; 0 or more
 * @param activeAfterDataNs how long after a data frame the loop counts as active; 0 or more
 * @param activeAfterOtherNs the same after a token, a control frame or a task; 0 or more
 * @param minParkNs first park; above 0
 * @param maxParkNs longest park; at least {@code minParkNs}
 * @param maxSleepNs longest sleep of an idle loop, which a frame or a task ends; at least a millisecond
 * @param heldTurnsLimit most turns that alarms wait after a late turn; at least 1
 */
public record RingLoopSettings(
        IdleChoice idle,
        int framesPerTurn,
        int tasksPerTurn,
        int spinsPerBackoff,
        int yieldsPerBackoff,
        long activeAfterDataNs,
        long activeAfterOtherNs,
        long minParkNs,
        long maxParkNs,
        long maxSleepNs,
        int heldTurnsLimit) {

    /** What {@code reference.conf} says too. */
    public static final RingLoopSettings DEFAULT = new RingLoopSettings(
            IdleChoice.WAITING, 256, 512, 10, 20, 100_000_000L, 500_000L, 1_000L, 1_000_000L, 25_000_000L, 100);

    public RingLoopSettings {
        require(idle != null, "idle", null);
        require(framesPerTurn >= 1, "frames-per-turn", framesPerTurn);
        require(tasksPerTurn >= 1, "tasks-per-turn", tasksPerTurn);
        require(spinsPerBackoff >= 0, "spins-per-backoff", spinsPerBackoff);
        require(yieldsPerBackoff >= 0, "yields-per-backoff", yieldsPerBackoff);
        require(activeAfterDataNs >= 0, "active-after-data", activeAfterDataNs);
        require(activeAfterOtherNs >= 0, "active-after-other", activeAfterOtherNs);
        require(minParkNs > 0, "min-park", minParkNs);
        require(maxParkNs >= minParkNs, "max-park", maxParkNs);
        require(maxSleepNs >= 1_000_000L, "max-sleep", maxSleepNs);
        require(heldTurnsLimit >= 1, "held-turns-limit", heldTurnsLimit);
    }

    /**
     * Reads the block of a ring-loop dispatcher; what it leaves out has its default.
     *
     * @throws IllegalArgumentException for a value out of range
     */
    public static RingLoopSettings from(final Config block) {
        return new RingLoopSettings(
                block.hasPath("idle") ? IdleChoice.of(block.getString("idle")) : DEFAULT.idle,
                intOf(block, "frames-per-turn", DEFAULT.framesPerTurn),
                intOf(block, "tasks-per-turn", DEFAULT.tasksPerTurn),
                intOf(block, "spins-per-backoff", DEFAULT.spinsPerBackoff),
                intOf(block, "yields-per-backoff", DEFAULT.yieldsPerBackoff),
                nanosOf(block, "active-after-data", DEFAULT.activeAfterDataNs),
                nanosOf(block, "active-after-other", DEFAULT.activeAfterOtherNs),
                nanosOf(block, "min-park", DEFAULT.minParkNs),
                nanosOf(block, "max-park", DEFAULT.maxParkNs),
                nanosOf(block, "max-sleep", DEFAULT.maxSleepNs),
                intOf(block, "held-turns-limit", DEFAULT.heldTurnsLimit));
    }

    /** The same limits with another way to wait. */
    public RingLoopSettings withIdle(final IdleChoice other) {
        return new RingLoopSettings(
                other,
                framesPerTurn,
                tasksPerTurn,
                spinsPerBackoff,
                yieldsPerBackoff,
                activeAfterDataNs,
                activeAfterOtherNs,
                minParkNs,
                maxParkNs,
                maxSleepNs,
                heldTurnsLimit);
    }

    private static int intOf(final Config block, final String path, final int otherwise) {
        return block.hasPath(path) ? block.getInt(path) : otherwise;
    }

    private static long nanosOf(final Config block, final String path, final long otherwiseNs) {
        if (!block.hasPath(path)) {
            return otherwiseNs;
        }
        final Duration duration = block.getDuration(path);
        return duration.toNanos();
    }

    private static void require(final boolean holds, final String name, final Object value) {
        if (!holds) {
            throw new IllegalArgumentException("ring loop: " + name + " is " + value + ", out of range");
        }
    }
}
