/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.nio.ByteBuffer;

/** What the replicas multicast to each other: each gets the same ones in the same order. */
sealed interface CounterMessage {

    /** Longest encoding. */
    int BYTES_MAX = 64;

    /**
     * Count.
     *
     * @param number tells it from the others of its sender
     */
    record Increment(long number, long amount) implements CounterMessage {}

    /** Let us all say what we have counted. */
    record OpenRound(long number) implements CounterMessage {}

    /** This is what I have counted. */
    record Tell(Round round, Count count) implements CounterMessage {}

    /** An {@link OpenRound} and who sent it. */
    record Round(GroupMember opener, long number) {}

    /** The message as bytes. */
    default byte[] encode() {
        final ByteBuffer buffer = ByteBuffer.allocate(BYTES_MAX);
        if (this instanceof Increment increment) {
            buffer.put((byte) 1).putLong(increment.number).putLong(increment.amount);
        } else if (this instanceof OpenRound open) {
            buffer.put((byte) 2).putLong(open.number);
        } else if (this instanceof Tell tell) {
            buffer.put((byte) 3)
                    .putInt(tell.round.opener.node().value())
                    .putInt(tell.round.opener.number())
                    .putLong(tell.round.number)
                    .putLong(tell.count.ringSeq())
                    .putInt(tell.count.ringsSince())
                    .putLong(tell.count.value());
        }
        final byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** The message of these bytes. */
    static CounterMessage decode(final byte[] bytes) {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes);
        final byte kind = buffer.get();
        return switch (kind) {
            case 1 -> new Increment(buffer.getLong(), buffer.getLong());
            case 2 -> new OpenRound(buffer.getLong());
            case 3 ->
                new Tell(
                        new Round(new GroupMember(new NodeId(buffer.getInt()), buffer.getInt()), buffer.getLong()),
                        new Count(buffer.getLong(), buffer.getInt(), buffer.getLong()));
            default -> throw new IllegalArgumentException("a counter message is of kind " + kind + ", must be 1..3");
        };
    }
}
