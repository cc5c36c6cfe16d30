/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.ByteGroup;
import io.totemic.protocol.group.SendResult;

/** A group of Totemic; waits while two mebibytes of its own are not delivered here, so that none is refused for want of credit. */
final class TotemicGroup implements OrderedGroup {

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
        if (sentInRun - tally.own() >= limit) {
            // Half of it at once: a thread that is woken for each message takes the processor from the ring.
            tally.awaitOwn(sentInRun - limit / 2);
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
