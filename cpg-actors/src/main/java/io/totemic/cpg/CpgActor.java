/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg;

import io.totemic.cpg.core.ChangeReason;
import io.totemic.cpg.core.CpgMessage;
import io.totemic.cpg.core.GroupDirectory;
import io.totemic.cpg.core.GroupMember;
import io.totemic.cpg.core.MembershipChange;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RoomMessage;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.DeliveredMessage;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Closed process groups of one node: takes {@link Cpg.Command} and {@link ServiceEvent}. */
public final class CpgActor extends AbstractBehavior<RoomMessage> {

    /** Bytes that the members of one node may have waiting for the token. */
    public static final long CREDIT_BYTES = 4L * 1024 * 1024;

    /** Longest payload of a multicast. */
    public static final int PAYLOAD_MAX_BYTES = 1024 * 1024;

    /** A member on this node. */
    private static final class Local {
        private final GroupMember member;
        private final String group;
        private final ActorRef<GroupEvent> listener;
        private final CompletableFuture<GroupMember> joined;
        private CompletableFuture<Done> left;
        private boolean isJoined;
        private boolean isLeaving;

        private Local(final GroupMember member, final Cpg.Join join) {
            this.member = member;
            group = join.group();
            listener = join.listener();
            joined = join.joined();
        }
    }

    private final NodeId self;
    private final Executor callbacks;
    private final GroupDirectory directory = new GroupDirectory();
    private final TreeMap<Integer, Local> locals = new TreeMap<>();
    private ActorRef<BarrierCommand> barrier;
    private ActorRef<HolderCommand> holder;
    private QuorumVerdict verdict;
    private int nextNumber = 1;
    private long creditBytes = CREDIT_BYTES;

    /**
     * The behaviour of the group service of one node, to be run on its ring loop.
     *
     * @param callbacks completes the futures of callers, so that their code never runs on the ring loop
     */
    public static Behavior<RoomMessage> create(final NodeId self, final Executor callbacks) {
        return Behaviors.setup(context -> new CpgActor(context, self, callbacks));
    }

    private CpgActor(final ActorContext<RoomMessage> context, final NodeId self, final Executor callbacks) {
        super(context);
        this.self = self;
        this.callbacks = callbacks;
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(ServiceEvent.MessagesDelivered.class, this::onMessages)
                .onMessage(Cpg.Multicast.class, this::onMulticast)
                .onMessage(ServiceEvent.CreditReturned.class, m -> {
                    creditBytes += m.bytes();
                    return this;
                })
                .onMessage(ServiceEvent.ConfigurationChanged.class, this::onConfiguration)
                .onMessage(ServiceEvent.Synchronised.class, this::onSynchronised)
                .onMessage(ServiceEvent.DeliverySuspended.class, m -> this)
                .onMessage(Cpg.Join.class, this::onJoin)
                .onMessage(Cpg.Leave.class, this::onLeave)
                .onMessage(Cpg.ListenerEnded.class, m -> {
                    locals.values().stream()
                            .filter(local -> local.listener.equals(m.listener()))
                            .forEach(local -> beginLeave(local, ChangeReason.PROCDOWN));
                    return this;
                })
                .onMessage(Cpg.Wire.class, m -> {
                    barrier = m.barrier();
                    holder = m.holder();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> onJoin(final Cpg.Join join) {
        final int nameBytes = join.group().getBytes(StandardCharsets.UTF_8).length;
        if (nameBytes < 1 || nameBytes > CpgMessage.GROUP_NAME_MAX_BYTES) {
            callbacks.execute(() -> join.joined()
                    .completeExceptionally(new IllegalArgumentException(
                            "group name is " + nameBytes + " bytes, must be 1.." + CpgMessage.GROUP_NAME_MAX_BYTES)));
            return this;
        }
        final Local local = new Local(new GroupMember(self, nextNumber++), join);
        locals.put(local.member.number(), local);
        getContext().watchWith(local.listener, new Cpg.ListenerEnded(local.listener));
        submit(Guarantee.AGREED, CpgMessage.join(local.member.number(), local.group));
        return this;
    }

    private Behavior<RoomMessage> onLeave(final Cpg.Leave leave) {
        final Local local = localOf(leave.member());
        if (local == null || local.isLeaving) {
            callbacks.execute(() -> leave.left().complete(Done.getInstance()));
        } else {
            local.left = leave.left();
            beginLeave(local, ChangeReason.LEAVE);
        }
        return this;
    }

    private void beginLeave(final Local local, final ChangeReason reason) {
        if (!local.isLeaving) {
            local.isLeaving = true;
            submit(Guarantee.AGREED, CpgMessage.leave(local.member.number(), reason));
        }
    }

    private Behavior<RoomMessage> onMulticast(final Cpg.Multicast multicast) {
        final Local local = localOf(multicast.member());
        final SendResult result;
        if (local == null || local.isLeaving) {
            result = SendResult.NOT_MEMBER;
        } else if (multicast.payload().length > PAYLOAD_MAX_BYTES) {
            result = SendResult.TOO_LARGE;
        } else if (creditBytes < multicast.payload().length + CpgMessage.HEADER_BYTES) {
            result = SendResult.TRY_AGAIN;
        } else {
            result = SendResult.ACCEPTED;
            submit(multicast.guarantee(), CpgMessage.multicast(local.member.number(), multicast.payload()));
        }
        callbacks.execute(() -> multicast.result().complete(result));
        return this;
    }

    /** The member if it is on this node, null otherwise. */
    private Local localOf(final GroupMember member) {
        return member.node().equals(self) ? locals.get(member.number()) : null;
    }

    private void submit(final Guarantee guarantee, final byte[] body) {
        creditBytes -= body.length;
        holder.tell(new HolderCommand.Submit(new OutgoingMessage(ServiceId.CPG, guarantee, body)));
    }

    private Behavior<RoomMessage> onConfiguration(final ServiceEvent.ConfigurationChanged changed) {
        if (changed.configuration() instanceof RegularConfiguration regular) {
            barrier.tell(new BarrierCommand.Contribute(
                    regular.ringId(), ServiceId.CPG, CpgMessage.joinList(directory.membersOn(self))));
        }
        return this;
    }

    private Behavior<RoomMessage> onSynchronised(final ServiceEvent.Synchronised synchronised) {
        verdict = synchronised.verdict();
        final RegularConfiguration ring = synchronised.configuration();
        for (final Local local : locals.values()) {
            if (local.isJoined) {
                local.listener.tell(new GroupEvent.RingChanged(
                        local.group, ring.ringId(), ring.members(), synchronised.companions(), verdict));
            }
        }
        directory
                .onSynchronised(synchronised.companions(), synchronised.contributions())
                .forEach(this::announce);
        return this;
    }

    private Behavior<RoomMessage> onMessages(final ServiceEvent.MessagesDelivered delivered) {
        for (final DeliveredMessage message : delivered.messages()) {
            final CpgMessage content = CpgMessage.decode(message.body());
            if (content != null) {
                final GroupMember sender = new GroupMember(message.sender(), content.number());
                switch (content.function()) {
                    case CpgMessage.MULTICAST -> deliver(message, sender, content);
                    case CpgMessage.JOIN -> onJoinDelivered(sender, content.group());
                    default -> onLeaveDelivered(sender, content.reason());
                }
            }
        }
        return this;
    }

    private void deliver(final DeliveredMessage message, final GroupMember sender, final CpgMessage content) {
        final String group = directory.groupOf(sender);
        if (group == null) {
            return;
        }
        GroupEvent event = null;
        for (final Local local : locals.values()) {
            if (local.isJoined && local.group.equals(group)) {
                if (event == null) {
                    event = new GroupEvent.Delivered(group, sender, message.ringId(), message.seq(), content.content());
                }
                local.listener.tell(event);
            }
        }
    }

    private void onJoinDelivered(final GroupMember member, final String group) {
        final Local local = localOf(member);
        if (local != null) {
            local.isJoined = true;
            callbacks.execute(() -> local.joined.complete(member));
        }
        announce(directory.onJoin(member, group));
    }

    private void onLeaveDelivered(final GroupMember member, final ChangeReason reason) {
        announce(directory.onLeave(member, reason));
        final Local local = member.node().equals(self) ? locals.remove(member.number()) : null;
        if (local != null) {
            if (locals.values().stream().noneMatch(other -> other.listener.equals(local.listener))) {
                getContext().unwatch(local.listener);
            }
            if (local.left != null) {
                callbacks.execute(() -> local.left.complete(Done.getInstance()));
            }
        }
    }

    private void announce(final MembershipChange change) {
        if (change == null) {
            return;
        }
        for (final Local local : locals.values()) {
            if (local.isJoined && local.group.equals(change.group())) {
                local.listener.tell(new GroupEvent.MembersChanged(
                        change.group(), change.members(), change.joined(), change.left(), verdict));
            }
        }
    }
}
