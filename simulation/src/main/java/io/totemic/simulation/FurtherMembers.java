/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.cpg.Cpg;
import io.totemic.cpg.core.CpgCounters;
import io.totemic.cpg.core.CpgMessage;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import io.totemic.simulation.check.MemberLog;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** Members besides the one that every node has: several on a node, in several groups, that come and go as the schedule says. */
@SuppressWarnings("FutureReturnValueIgnored") // completed on this thread, by callbacks that only write down
final class FurtherMembers {

    /** Most members of one group on one node. */
    private static final int MEMBERS_MAX = 3;

    private static final int SMALL_BYTES = 1_000;

    /** Of so many messages one may be as large as the action allows. */
    private static final int LARGE_ONES = 20;

    private static final class Member {
        private final MemberLog log;
        private final Intake intake;
        private ActorRef<Object> recorder;

        private Member(final MemberLog log, final Intake intake) {
            this.log = log;
            this.intake = intake;
        }
    }

    /** An incarnation of a node, and its members that have not left. */
    private static final class Host {
        private final SimulatedNode node;
        private final RingNames names;
        private final List<Member> members = new ArrayList<>();

        private Host(final SimulatedNode node, final RingNames names) {
            this.node = node;
            this.names = names;
        }

        private ActorRef<Cpg.Command> cpg() {
            final NodeGuardian.Rooms rooms = node.rooms().getNow(null);
            return rooms == null ? null : rooms.cpg();
        }
    }

    private final SimulatedScheduling scheduling;
    private final Trace trace;
    private final MessagePayloads payloads;
    private final long stallNs;
    private final TreeMap<NodeId, Host> hosts = new TreeMap<>();
    private long accepted;
    private long deliveredToSelf;
    private long triedAgain;
    private long notQuorate;
    private long left;
    private long killed;
    private long holdBacks;
    private long tornChains;

    /** {@code stallNs} is after what time nodes put members out that take nothing. */
    FurtherMembers(
            final SimulatedScheduling scheduling,
            final Trace trace,
            final MessagePayloads payloads,
            final long stallNs) {
        this.scheduling = scheduling;
        this.trace = trace;
        this.payloads = payloads;
        this.stallNs = stallNs;
    }

    void started(final SimulatedNode node, final RingNames names) {
        hosts.put(node.process().node(), new Host(node, names));
    }

    void ended(final Trace.ProcessId process) {
        final Host host = hosts.remove(process.node());
        if (host != null) {
            // Others may have been told that one was put out before it was itself.
            host.members.forEach(member -> member.intake.noteStall());
        }
    }

    /** Does what a schedule says about further members. */
    void apply(final Action action) {
        if (action instanceof Action.JoinMember join) {
            whenRunning(join.node(), host -> join(host, join));
        } else if (action instanceof Action.LeaveMember leave) {
            whenRunning(leave.node(), leave.which(), this::leave);
        } else if (action instanceof Action.KillMember kill) {
            whenRunning(kill.node(), kill.which(), this::kill);
        } else if (action instanceof Action.StallMember stall) {
            whenRunning(stall.node(), stall.which(), (host, member) -> member.intake.stall(stall.durationNs()));
        } else if (action instanceof Action.SendFrom send) {
            whenRunning(send.node(), send.which(), (host, member) -> send(host, member, send));
        }
    }

    private void whenRunning(final NodeId node, final int which, final BiConsumer<Host, Member> work) {
        whenRunning(node, host -> {
            host.members.removeIf(member -> member.log.hasEnded());
            if (!host.members.isEmpty()) {
                work.accept(host, host.members.get(which % host.members.size()));
            }
        });
    }

    private void whenRunning(final NodeId node, final Consumer<Host> work) {
        final Host host = hosts.get(node);
        if (host != null) {
            host.node.whenRunning(() -> {
                if (hosts.get(node) == host) {
                    work.accept(host);
                }
            });
        }
    }

    /** From now on everybody takes what it is told at once. */
    void heal() {
        hosts.values().forEach(host -> host.members.forEach(member -> member.intake.heal()));
    }

    /** Asks the nodes for their groups and what they have counted; the answers are there when the tasks of now are done. */
    void settled() {
        for (final Host host : hosts.values()) {
            final ActorRef<Cpg.Command> cpg = host.cpg();
            if (cpg == null) {
                continue;
            }
            host.members.forEach(member -> member.intake.noteStall());
            final CompletableFuture<SortedMap<String, List<GroupMember>>> groups = new CompletableFuture<>();
            groups.thenAccept(answer -> trace.groups().directory(host.node.process(), answer));
            cpg.tell(new Cpg.GetGroups(groups));
            final CompletableFuture<CpgCounters> counters = new CompletableFuture<>();
            counters.thenAccept(answer -> {
                holdBacks += answer.holdBacks();
                tornChains += answer.tornChains();
            });
            cpg.tell(new Cpg.GetCounters(counters));
        }
    }

    /** What happened so far. */
    GroupCounts counts() {
        long joined = 0;
        long putOut = 0;
        long told = 0;
        long large = 0;
        long transitional = 0;
        for (final MemberLog log : trace.groups().members()) {
            joined += log.member() == null ? 0 : 1;
            putOut += log.isPutOut() ? 1 : 0;
            for (final Trace.Event event : log.events()) {
                told += event instanceof Trace.Delivered ? 1 : 0;
                large += event instanceof Trace.Delivered delivered && payloads.isLarge(delivered.message()) ? 1 : 0;
                transitional += event instanceof Trace.ConfigurationTold change && change.isTransitional() ? 1 : 0;
            }
        }
        return new GroupCounts(
                joined,
                left,
                killed,
                putOut,
                told,
                large,
                accepted,
                deliveredToSelf,
                triedAgain,
                notQuorate,
                transitional,
                holdBacks,
                tornChains);
    }

    private void join(final Host host, final Action.JoinMember join) {
        final ActorRef<Cpg.Command> cpg = host.cpg();
        final String group = "group-" + join.group();
        if (cpg == null
                || host.members.stream()
                                .filter(member -> member.log.group().equals(group))
                                .count()
                        >= MEMBERS_MAX) {
            return;
        }
        final MemberLog log = trace.groups().begin(host.node.process(), group);
        final Member member = new Member(
                log, new Intake(host.node, cpg, log, scheduling, join.windowBytes(), join.paceNs(), stallNs));
        member.recorder = host.node.spawn(
                MemberRecorder.create(
                        log, member.intake, new MemberRecorder.Surroundings(payloads, host.names, scheduling)),
                "member-" + join.node());
        host.members.add(member);
        final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
        joined.thenAccept(log::joined);
        cpg.tell(Cpg.Join.of(group, member.recorder.narrow(), join.windowBytes(), joined));
        host.node.wake();
    }

    private void leave(final Host host, final Member member) {
        if (member.log.member() == null) {
            return;
        }
        final CompletableFuture<Done> done = new CompletableFuture<>();
        done.thenRun(() -> {
            member.log.leaveAnswered(scheduling.nowNs());
            host.members.remove(member);
        });
        left++;
        member.log.asksToLeave();
        host.cpg().tell(new Cpg.Leave(member.log.member(), done));
        host.node.wake();
    }

    private void kill(final Host host, final Member member) {
        killed++;
        member.log.killed();
        host.members.remove(member);
        host.node.stop(member.recorder);
        host.node.wake();
    }

    private void send(final Host host, final Member sender, final Action.SendFrom send) {
        if (sender.log.member() == null) {
            return;
        }
        for (int i = 0; i < send.messages(); i++) {
            send(host, sender, bytesOf(send, i), true);
        }
        host.node.wake();
    }

    private int bytesOf(final Action.SendFrom send, final int number) {
        if (number == 0 && send.maxBytes() > CpgMessage.PIECE_MAX_BYTES) {
            return send.maxBytes();
        }
        final int most = scheduling.random().nextInt(LARGE_ONES) == 0
                ? Math.min(send.maxBytes(), CpgMessage.PIECE_MAX_BYTES)
                : SMALL_BYTES;
        return MessagePayloads.HEADER_BYTES + scheduling.random().nextInt(Math.min(most, send.maxBytes()));
    }

    private void send(final Host host, final Member sender, final int bytes, final boolean isTriedAgain) {
        final int draw = scheduling.random().nextInt();
        final Guarantee guarantee = draw % 3 == 0 ? Guarantee.SAFE : Guarantee.AGREED;
        final SendOptions options = new SendOptions(guarantee, (draw & 0x300) == 0, (draw & 0x1000) == 0);
        final MessageId message = sender.log.nextMessage();
        final MemberLog.Sent sent = sender.log.sends(message, options);
        final CompletableFuture<SendResult> result = new CompletableFuture<>();
        result.thenAccept(answer -> {
            sent.answered(named(host, answer));
            count(answer);
            if (isTriedAgain && answer instanceof SendResult.TryAgain) {
                sendWhenThereIsRoom(host, sender, bytes);
            }
        });
        final NodeGuardian.Rooms rooms = host.node.rooms().join();
        rooms.sends().send(new Cpg.Multicast(sender.log.member(), options, payloads.encode(message, bytes), result));
    }

    private void sendWhenThereIsRoom(final Host host, final Member sender, final int bytes) {
        final CompletableFuture<Done> open = new CompletableFuture<>();
        open.thenRun(() -> {
            sender.log.roomOpened();
            send(host, sender, bytes, false);
            host.node.wake();
        });
        sender.log.awaitsRoom();
        host.cpg().tell(new Cpg.AwaitRoom(sender.log.member(), open));
    }

    /** The answer with the ring called as in the trace. */
    private static SendResult named(final Host host, final SendResult answer) {
        if (answer instanceof SendResult.DeliveredToSelf delivered) {
            final Position position = delivered.position();
            return new SendResult.DeliveredToSelf(
                    new Position(host.names.nameOf(position.ringId()), position.seq(), position.index()),
                    delivered.verdict());
        }
        return answer;
    }

    private void count(final SendResult answer) {
        accepted += answer instanceof SendResult.Accepted ? 1 : 0;
        deliveredToSelf += answer instanceof SendResult.DeliveredToSelf ? 1 : 0;
        triedAgain += answer instanceof SendResult.TryAgain ? 1 : 0;
        notQuorate += answer instanceof SendResult.NotQuorate ? 1 : 0;
    }
}
