/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * One membership of one group. Tells its parent the hash of what was delivered between each two views: members that were told both
 * must have been told the same in between. Ends with its own leave.
 */
final class ChurnListener extends AbstractBehavior<MemberEvent> {

    /** A message: who sent it in that membership, how many before it. */
    static final int MESSAGE_BYTES = 100;

    private final int self;
    private final Consumer<String> parent;
    private final Map<GroupMember, Long> numbers = new HashMap<>();
    private String view = "";
    private long messages;
    private long hash;

    static Behavior<MemberEvent> create(final int self, final Consumer<String> parent) {
        return Behaviors.setup(context -> new ChurnListener(context, self, parent));
    }

    private ChurnListener(final ActorContext<MemberEvent> context, final int self, final Consumer<String> parent) {
        super(context);
        this.self = self;
        this.parent = parent;
    }

    static byte[] message(final long number) {
        return ByteBuffer.allocate(MESSAGE_BYTES).putLong(number).array();
    }

    @Override
    public Receive<MemberEvent> createReceive() {
        return newReceiveBuilder()
                .onMessage(MemberEvent.Delivered.class, this::onDelivered)
                .onMessage(MemberEvent.ConfigurationChanged.class, this::onChanged)
                .onMessage(MemberEvent.FlowControl.class, open -> this)
                .build();
    }

    private Behavior<MemberEvent> onDelivered(final MemberEvent.Delivered delivered) {
        final long number = ByteBuffer.wrap(delivered.payload()).getLong();
        messages++;
        mix(delivered.sender().hashCode());
        mix(delivered.position().seq());
        mix(delivered.position().index());
        mix(number);
        final Long last = numbers.put(delivered.sender(), number);
        if (last != null && last + 1 != number) {
            parent.accept("FAULT " + delivered.group() + " " + delivered.sender() + " " + last + " " + number);
        }
        return this;
    }

    private void mix(final long value) {
        hash = (hash ^ value) * 0x9E37_79B9_7F4A_7C15L;
        hash ^= hash >>> 29;
    }

    private Behavior<MemberEvent> onChanged(final MemberEvent.ConfigurationChanged changed) {
        final String next = changed.configuration().kind() + "/"
                + changed.configuration().ringId() + "/"
                + words(changed.members()) + "+" + words(changed.joined().keySet()) + "-"
                + words(changed.left().keySet());
        if (!view.isEmpty()) {
            parent.accept("BETWEEN " + changed.group() + " " + view + " " + next + " " + messages + " "
                    + Long.toHexString(hash));
        }
        // A member that is back has begun to count anew.
        changed.left().keySet().forEach(numbers::remove);
        view = next;
        messages = 0;
        hash = 0;
        final boolean hasLeft = changed.left().keySet().stream()
                .anyMatch(member -> (int) member.node().unsigned() == self
                        && !changed.members().contains(member));
        return hasLeft ? Behaviors.stopped() : this;
    }

    private static String words(final Iterable<GroupMember> members) {
        final StringBuilder text = new StringBuilder();
        members.forEach(member -> text.append(text.isEmpty() ? "" : ",").append(member));
        return text.toString();
    }
}
