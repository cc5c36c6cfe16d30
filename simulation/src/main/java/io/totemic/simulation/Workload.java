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

    private static final int SMALL_BYTES = 1_000;

    private static final class Member {
        private final SimulatedNode node;
        private final ActorRef<Object> recorder;
        private ActorRef<Cpg.Command> cpg;
        private SendLine sends;
        private GroupMember member;
        private int sent;

        private Member(final SimulatedNode node, final ActorRef<Object> recorder) {
            this.node = node;
            this.recorder = recorder;
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
        final Member member = new Member(
                node,
                node.spawn(GroupRecorder.create(trace, node.process(), payloads, names, scheduling), "recorder-" + id));
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
        final Trace.ProcessId process = sender.node.process();
        for (int i = 0; i < send.messages(); i++) {
            final int bytes = bytesOf(send, i);
            final Guarantee guarantee = scheduling.random().nextInt(SAFE_ONES) == 0 ? Guarantee.SAFE : Guarantee.AGREED;
            final MessageId message = new MessageId(process.node(), process.incarnation(), ++sender.sent);
            final long acceptedNs = scheduling.nowNs();
            final CompletableFuture<SendResult> result = new CompletableFuture<>();
            result.thenAccept(answer -> {
                if (answer.isAccepted()) {
                    trace.accepted(process, message, acceptedNs);
                }
            });
            sender.sends.send(new Cpg.Multicast(
                    sender.member, SendOptions.of(guarantee), payloads.encode(message, bytes), result));
        }
        sender.node.wake();
    }

    /** The length of one of the messages of an action; if that allows the greatest there is, its first one has it. */
    private int bytesOf(final Action.Send send, final int number) {
        if (number == 0 && send.maxBytes() == CpgMessage.PIECE_MAX_BYTES) {
            return send.maxBytes();
        }
        final int most =
                switch (scheduling.random().nextInt(LARGE_ONES)) {
                    case 0 -> send.maxBytes();
                    case 1, 2, 3 -> MessagePayloads.HEADER_BYTES;
                    default -> SMALL_BYTES;
                };
        return 1 + scheduling.random().nextInt(Math.min(most, send.maxBytes()));
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
        member.node.wake();
    }
}
