/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A member of the group in a child: hashes what is delivered and tells the parent of changes. */
final class DemoListener extends AbstractBehavior<DemoListener.Command> {

    /** What this actor takes. */
    sealed interface Command {}

    /** Something happened in the group. */
    record Happened(MemberEvent event) implements Command {}

    /** The ring at the time of our join, of which the group does not tell. */
    record Found(DemoLine ring) implements Command {}

    /** Report the round as soon as these nodes have ended it. */
    record Report(int round, Iterable<Integer> writers) implements Command {}

    private final Consumer<DemoLine> parent;
    private final Map<Integer, RoundTally> tallies = new TreeMap<>();
    private final Map<Integer, Report> waiting = new TreeMap<>();
    private boolean hasToldRing;
    private RingId ringId;

    static Behavior<Command> create(final Consumer<DemoLine> parent) {
        return Behaviors.setup(context -> new DemoListener(context, parent));
    }

    private DemoListener(final ActorContext<Command> context, final Consumer<DemoLine> parent) {
        super(context);
        this.parent = Objects.requireNonNull(parent, "parent");
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Happened.class, this::onHappened)
                .onMessage(Found.class, this::onFound)
                .onMessage(Report.class, this::onReport)
                .build();
    }

    /** A ring as a line. */
    static DemoLine ring(final RingId ringId, final NodeSet nodes, final QuorumVerdict verdict) {
        return DemoLine.of(
                DemoLine.RING,
                ringId,
                DemoLine.nodes(nodes),
                verdict.state(),
                verdict.totalVotes(),
                verdict.expectedVotes(),
                verdict.quorum());
    }

    private Behavior<Command> onFound(final Found found) {
        if (!hasToldRing) {
            parent.accept(found.ring());
        }
        return this;
    }

    private Behavior<Command> onHappened(final Happened happened) {
        if (happened.event() instanceof MemberEvent.Delivered delivered) {
            onDelivered(delivered);
        } else if (happened.event() instanceof MemberEvent.ConfigurationChanged changed) {
            onChanged(changed);
        }
        return this;
    }

    private void onChanged(final MemberEvent.ConfigurationChanged changed) {
        final GroupConfiguration configuration = changed.configuration();
        // The first that we are told is our own join, on the ring that is found at the same time.
        if (configuration.isRegular() && ringId != null && !ringId.equals(configuration.ringId())) {
            hasToldRing = true;
            parent.accept(ring(configuration.ringId(), configuration.nodes(), configuration.verdict()));
        }
        ringId = configuration.ringId();
        if (!changed.joined().isEmpty() || !changed.left().isEmpty()) {
            parent.accept(DemoLine.of(
                    DemoLine.GROUP,
                    DemoLine.nodes(changed.members().stream()
                            .map(GroupMember::node)
                            .distinct()
                            .collect(Collectors.toList()))));
        }
    }

    private void onDelivered(final MemberEvent.Delivered delivered) {
        final DemoMessage message = DemoMessage.of(delivered.payload());
        final int sender = (int) delivered.sender().node().unsigned();
        final RoundTally tally = tallies.computeIfAbsent(message.round(), round -> new RoundTally());
        if (message.number() == DemoMessage.END) {
            tally.ended(sender);
        } else {
            tally.delivered(sender, delivered.payload());
        }
        final Report report = waiting.get(message.round());
        if (report != null) {
            onReport(report);
        }
    }

    private Behavior<Command> onReport(final Report report) {
        final RoundTally tally = tallies.computeIfAbsent(report.round(), round -> new RoundTally());
        if (tally.hasEnded(report.writers())) {
            waiting.remove(report.round());
            parent.accept(DemoLine.of(DemoLine.TALLY, report.round(), tally.count(), tally.turns(), tally.sha256()));
        } else {
            waiting.put(report.round(), report);
        }
        return this;
    }
}
