/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.ByteGroup;
import io.totemic.protocol.group.SendResult;
import java.util.concurrent.locks.LockSupport;

/** A group of Totemic; waits while two mebibytes of its own are not delivered here, so that none is refused for want of credit. */
final class TotemicGroup implements OrderedGroup {

    private static final long LOOK_NS = 50_000;
    private static final long OUTSTANDING_BYTES = 2L * 1024 * 1024;

    private final ByteGroup group;
    private final MemberLoop loop;
    private int run;
    private long sentInRun;

    TotemicGroup(final ByteGroup group, final MemberLoop loop) {
        this.group = group;
        this.loop = loop;
    }

    @Override
    public void send(final byte[] message) throws InterruptedException {
        final DeliveryTally tally = loop.tally();
        if (tally.run() != run) {
            run = tally.run();
            sentInRun = 0;
        }
        final long limit = Math.max(1, OUTSTANDING_BYTES / message.length);
        while (sentInRun - tally.own() >= limit) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while the ring takes no more");
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        sentInRun++;
        group.multicast(message).whenComplete(TotemicGroup::check);
    }

    private static void check(final SendResult result, final Throwable failure) {
        if (failure != null || !result.isAccepted()) {
            MemberLoop.tell("REFUSED " + (failure == null ? result : failure));
        }
    }
}
