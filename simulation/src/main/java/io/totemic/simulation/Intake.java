/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.cpg.Cpg;
import io.totemic.simulation.check.MemberLog;
import org.apache.pekko.actor.typed.ActorRef;

/** How a further member takes what it is told: at once, now and then all that has come, or for a while not at all. */
final class Intake {

    private static final long AGAIN_NS = 1_000_000L;

    private final SimulatedScheduling scheduling;
    private final SimulatedNode node;
    private final ActorRef<Cpg.Command> cpg;
    private final MemberLog log;
    private final long windowBytes;
    private final long stallNs;
    private long paceNs;
    private long stalledUntilNs;
    private long untakenBytes;
    private long sinceNs;
    private boolean isScheduled;

    /**
     * Of a member that has been told nothing.
     *
     * @param windowBytes 0 if it does not say what it has taken
     * @param paceNs how often it does
     * @param stallNs after what time its node puts it out
     */
    Intake(
            final SimulatedNode node,
            final ActorRef<Cpg.Command> cpg,
            final MemberLog log,
            final SimulatedScheduling scheduling,
            final long windowBytes,
            final long paceNs,
            final long stallNs) {
        this.node = node;
        this.cpg = cpg;
        this.log = log;
        this.scheduling = scheduling;
        this.windowBytes = windowBytes;
        this.paceNs = paceNs;
        this.stallNs = stallNs;
    }

    /** Nothing is taken for so long. */
    void stall(final long durationNs) {
        stalledUntilNs = Math.max(stalledUntilNs, scheduling.nowNs() + durationNs);
    }

    /** From now on everything is taken at once. */
    void heal() {
        stalledUntilNs = 0;
        paceNs = 0;
        take();
    }

    /** The member was told something of so many bytes. */
    void onTold(final long bytes) {
        if (windowBytes == 0) {
            return;
        }
        if (untakenBytes == 0) {
            sinceNs = node.clockNs();
        }
        untakenBytes += bytes;
        noteStall();
        schedule(Math.max(paceNs, stalledUntilNs - scheduling.nowNs()));
    }

    /** Looks whether the member has taken nothing for so long that it may be put out, by the clock of its node. */
    void noteStall() {
        if (untakenBytes > 0 && node.clockNs() - sinceNs >= stallNs) {
            log.stalled();
        }
    }

    private void schedule(final long delayNs) {
        if (!isScheduled) {
            isScheduled = true;
            scheduling.schedule(delayNs, () -> {
                isScheduled = false;
                take();
            });
        }
    }

    private void take() {
        if (node.isDead() || untakenBytes == 0) {
            return;
        }
        final long waitNs = Math.max(node.pauseLeftNs(), stalledUntilNs - scheduling.nowNs());
        if (waitNs > 0 || log.member() == null) {
            schedule(Math.max(AGAIN_NS, waitNs));
            return;
        }
        noteStall();
        cpg.tell(new Cpg.Consumed(log.member(), untakenBytes));
        untakenBytes = 0;
        node.wake();
    }
}
