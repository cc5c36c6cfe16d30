/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.protocol.NodeId;
import io.totemic.quorum.VoteQuorum;
import io.totemic.quorum.core.VoteChange;
import io.totemic.simulation.check.QuorumTrace;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.schedule.Action;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Writes down what votequorum of each node says, and changes votes when the schedule says so. */
@SuppressWarnings("FutureReturnValueIgnored") // completed on this thread, by callbacks that only write down
final class QuorumOperator {

    private record Place(SimulatedNode node, NodeGuardian.Rooms rooms, ActorRef<VoteChange> answers) {}

    private final SimulatedScheduling scheduling;
    private final Trace trace;
    private final TreeMap<NodeId, Place> places = new TreeMap<>();

    QuorumOperator(final SimulatedScheduling scheduling, final Trace trace) {
        this.scheduling = scheduling;
        this.trace = trace;
    }

    /** A node has been started. */
    void started(final SimulatedNode node, final RingNames names) {
        final Trace.ProcessId process = node.process();
        final ActorRef<VoteQuorum.VerdictChanged> recorder = node.spawn(
                Behaviors.receiveMessage(changed -> {
                    trace.quorum()
                            .told(
                                    process,
                                    new QuorumTrace.Told(
                                            changed.ringId() == null ? null : names.nameOf(changed.ringId()),
                                            changed.status(),
                                            scheduling.nowNs()));
                    return Behaviors.same();
                }),
                "verdicts-" + process.node());
        final ActorRef<VoteChange> answers = node.spawn(
                Behaviors.receiveMessage(answer -> {
                    trace.quorum().changed(answer instanceof VoteChange.Made);
                    return Behaviors.same();
                }),
                "answers-" + process.node());
        node.rooms().thenAccept(rooms -> {
            places.put(process.node(), new Place(node, rooms, answers));
            rooms.votequorum().tell(new VoteQuorum.Subscribe(recorder));
            node.wake();
        });
    }

    /** A node has crashed, or begins to leave. */
    void ended(final NodeId node) {
        places.remove(node);
    }

    /** Does what a schedule says about votes; answers false if the action is about something else. */
    boolean apply(final Action action) {
        if (action instanceof Action.SetVotes set) {
            tell(set.node(), place -> new VoteQuorum.SetVotes(set.of(), set.votes(), place.answers));
        } else if (action instanceof Action.SetExpectedVotes set) {
            tell(set.node(), place -> new VoteQuorum.SetExpectedVotes(set.votes(), place.answers));
        } else if (action instanceof Action.CancelWaitForAll cancel) {
            tell(cancel.node(), place -> new VoteQuorum.CancelWaitForAll(place.answers));
        } else {
            return false;
        }
        return true;
    }

    private void tell(final NodeId node, final Function<Place, VoteQuorum.Command> command) {
        final Place place = places.get(node);
        if (place != null) {
            place.node.whenRunning(() -> {
                if (place.equals(places.get(node))) {
                    place.rooms.votequorum().tell(command.apply(place));
                    place.node.wake();
                }
            });
        }
    }
}
