/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.cpg.Cpg;
import io.totemic.cpg.SendLine;
import io.totemic.cpg.core.CpgMessage;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import io.totemic.simulation.check.GroupTrace;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Action;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One member of one group on each node, which writes down what it is told and sends when the schedule says so; and the {@link
 * FurtherMembers}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // completed on this thread, by callbacks that only write down
final class Workload implements SimulatedNodes.Lives {

    /** Of so many messages one may be as large as the action allows, three are tiny, and the others are small. */
    private static final int LARGE_ONES = 100;

    /** One of so many is safe. */
    private static final int SAFE_ONES = 3;

    /** The same of messages that follow each other: a safe one interrupts them for two rotations. */
    private static final int SAFE_FOLLOWING_ONES = 12;

    private static final int SMALL_BYTES = 1_000;

    /** One of so many numbers of messages is sent one by one, each when the one before it was delivered. */
    private static final int FOLLOWING_EVERY = 4;

    private static final class Member {
        private final SimulatedNode node;
        private ActorRef<Object> recorder;
        private ActorRef<Cpg.Command> cpg;
        private SendLine sends;
        private GroupMember member;
        private int sent;

        /** Of messages that follow each other: how many are to come, of how many bytes, and behind which. */
        private int following;

        private int followingMaxBytes;
        private MessageId followed;

        private Member(final SimulatedNode node) {
            this.node = node;
        }
    }

    private final SimulatedScheduling scheduling;
    private final Trace trace;
    private final MessagePayloads payloads = new MessagePayloads();
    private final TreeMap<NodeId, Member> members = new TreeMap<>();
    private final FurtherMembers further;
    private final QuorumOperator operator;

    /** {@code stallNs} is after what time nodes put members out that take nothing. */
    Workload(final SimulatedScheduling scheduling, final Trace trace, final long stallNs) {
        this.scheduling = scheduling;
        this.trace = trace;
        further = new FurtherMembers(scheduling, trace, payloads, stallNs);
        operator = new QuorumOperator(scheduling, trace);
    }

    @Override
    public void started(final SimulatedNode node, final RingNames names) {
        final NodeId id = node.process().node();
        final Member member = new Member(node);
        member.recorder = node.spawn(
                GroupRecorder.create(
                        trace,
                        node.process(),
                        payloads,
                        names,
                        scheduling,
                        delivered -> sendFollowing(member, delivered)),
                "recorder-" + id);
        members.put(id, member);
        node.rooms().thenAccept(rooms -> begin(member, rooms));
        further.started(node, names);
        operator.started(node, names);
    }

    @Override
    public void ended(final Trace.ProcessId process) {
        members.remove(process.node());
        further.ended(process);
        operator.ended(process.node());
    }

    /** Does what a schedule says about messages and groups. */
    void apply(final Action action) {
        if (action instanceof Action.Send send) {
            whenRunning(send.node(), member -> send(member, send));
        } else if (action instanceof Action.LeaveGroup leave) {
            whenRunning(leave.node(), member -> leaveGroup(member, leave.awayNs()));
        } else if (!operator.apply(action)) {
            further.apply(action);
        }
    }

    private void whenRunning(final NodeId node, final Consumer<Member> work) {
        final Member member = members.get(node);
        if (member != null) {
            member.node.whenRunning(() -> {
                if (members.get(node) == member && member.member != null) {
                    work.accept(member);
                }
            });
        }
    }

    /** The members besides. */
    FurtherMembers further() {
        return further;
    }

    /** Writes down who is in the group now that the run has settled. */
    void settled() {
        members.values().stream()
                .filter(each -> each.member != null)
                .forEach(each -> trace.settled(each.node.process(), each.member));
    }

    private void begin(final Member member, final NodeGuardian.Rooms rooms) {
        member.cpg = rooms.cpg();
        member.sends = rooms.sends();
        join(member);
    }

    private void join(final Member member) {
        final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
        joined.thenAccept(self -> member.member = self);
        member.cpg.tell(Cpg.Join.of(GroupTrace.COMMON, member.recorder.narrow(), 0, joined));
        member.node.wake();
    }

    private void send(final Member sender, final Action.Send send) {
        if (send.messages() % FOLLOWING_EVERY == FOLLOWING_EVERY - 1) {
            sender.following += send.messages() - 1;
            sender.followingMaxBytes = send.maxBytes();
            sender.followed = send(sender, bytesOf(send.maxBytes(), 0), SAFE_FOLLOWING_ONES);
        } else {
            for (int i = 0; i < send.messages(); i++) {
                send(sender, bytesOf(send.maxBytes(), i), SAFE_ONES);
            }
        }
        sender.node.wake();
    }

    /** A message was delivered to {@code sender}: if it is the one that the next is to follow, that is sent. */
    private void sendFollowing(final Member sender, final MessageId delivered) {
        if (sender.following > 0 && delivered.equals(sender.followed) && sender.member != null) {
            sender.followed = send(sender, bytesOf(sender.followingMaxBytes, sender.following), SAFE_FOLLOWING_ONES);
            sender.following--;
            sender.node.wake();
        }
    }

    /** Sends one; one of {@code safeOnes} is safe. */
    private MessageId send(final Member sender, final int bytes, final int safeOnes) {
        final Trace.ProcessId process = sender.node.process();
        final Guarantee guarantee = scheduling.random().nextInt(safeOnes) == 0 ? Guarantee.SAFE : Guarantee.AGREED;
        final MessageId message = new MessageId(process.node(), process.incarnation(), ++sender.sent);
        final long acceptedNs = scheduling.nowNs();
        final CompletableFuture<SendResult> result = new CompletableFuture<>();
        result.thenAccept(answer -> {
            if (answer.isAccepted()) {
                trace.accepted(process, message, acceptedNs);
            }
        });
        sender.sends.send(
                new Cpg.Multicast(sender.member, SendOptions.of(guarantee), payloads.encode(message, bytes), result));
        return message;
    }

    /** The length of one of the messages of an action; if that allows the greatest there is, its first one has it. */
    private int bytesOf(final int maxBytes, final int number) {
        if (number == 0 && maxBytes == CpgMessage.PIECE_MAX_BYTES) {
            return maxBytes;
        }
        final int most =
                switch (scheduling.random().nextInt(LARGE_ONES)) {
                    case 0 -> maxBytes;
                    case 1, 2, 3 -> MessagePayloads.HEADER_BYTES;
                    default -> SMALL_BYTES;
                };
        return 1 + scheduling.random().nextInt(Math.min(most, maxBytes));
    }

    private void leaveGroup(final Member member, final long awayNs) {
        final CompletableFuture<Done> left = new CompletableFuture<>();
        left.thenRun(() -> scheduling.schedule(awayNs, () -> {
            if (members.get(member.node.process().node()) == member) {
                join(member);
            }
        }));
        trace.leaving(member.member);
        member.cpg.tell(new Cpg.Leave(member.member, left));
        member.member = null;
        member.following = 0;
        member.node.wake();
    }
}
