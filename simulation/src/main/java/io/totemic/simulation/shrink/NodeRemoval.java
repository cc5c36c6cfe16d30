/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.schedule.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left of an action when there is one node less; those above it move down by one. */
final class NodeRemoval {

    private final NodeId removed;

    NodeRemoval(final NodeId removed) {
        this.removed = removed;
    }

    /** The action without the node, or nothing if there is nothing left to do. */
    Optional<Action> applyTo(final Action action) {
        if (action instanceof Action.Start start) {
            return node(start.node()).map(Action.Start::new);
        } else if (action instanceof Action.Crash crash) {
            return node(crash.node()).map(Action.Crash::new);
        } else if (action instanceof Action.Leave leave) {
            return node(leave.node()).map(Action.Leave::new);
        } else if (action instanceof Action.Pause pause) {
            return node(pause.node()).map(node -> new Action.Pause(node, pause.durationNs()));
        } else if (action instanceof Action.Slow slow) {
            return node(slow.node()).map(node -> new Action.Slow(node, slow.factor()));
        } else if (action instanceof Action.JumpClock jump) {
            return node(jump.node()).map(node -> new Action.JumpClock(node, jump.byNs()));
        } else if (action instanceof Action.LoseDisk lose) {
            return node(lose.node()).map(Action.LoseDisk::new);
        } else if (action instanceof Action.StoreRing store) {
            return node(store.node()).map(node -> new Action.StoreRing(node, store.ringSeq()));
        } else if (action instanceof Action.SlowDisk slow) {
            return node(slow.node()).map(node -> new Action.SlowDisk(node, slow.writeNs()));
        } else if (action instanceof Action.Send send) {
            return node(send.node()).map(node -> new Action.Send(node, send.messages(), send.maxBytes()));
        } else if (action instanceof Action.LeaveGroup leave) {
            return node(leave.node()).map(node -> new Action.LeaveGroup(node, leave.awayNs()));
        }
        if (action.isOfVotes()) {
            return ofVotes(action);
        }
        return action.isOfMember() ? ofMember(action) : ofSets(action);
    }

    private Optional<Action> ofMember(final Action action) {
        if (action instanceof Action.JoinMember join) {
            return node(join.node())
                    .map(node -> new Action.JoinMember(node, join.group(), join.windowBytes(), join.paceNs()));
        } else if (action instanceof Action.LeaveMember leave) {
            return node(leave.node()).map(node -> new Action.LeaveMember(node, leave.which()));
        } else if (action instanceof Action.KillMember kill) {
            return node(kill.node()).map(node -> new Action.KillMember(node, kill.which()));
        } else if (action instanceof Action.StallMember stall) {
            return node(stall.node()).map(node -> new Action.StallMember(node, stall.which(), stall.durationNs()));
        }
        final Action.SendFrom send = (Action.SendFrom) action;
        return node(send.node()).map(node -> new Action.SendFrom(node, send.which(), send.messages(), send.maxBytes()));
    }

    private Optional<Action> ofVotes(final Action action) {
        if (action instanceof Action.SetVotes set) {
            return node(set.node())
                    .flatMap(node -> node(set.of()).map(of -> new Action.SetVotes(node, of, set.votes())));
        } else if (action instanceof Action.SetExpectedVotes set) {
            return node(set.node()).map(node -> new Action.SetExpectedVotes(node, set.votes()));
        }
        return node(((Action.CancelWaitForAll) action).node()).map(Action.CancelWaitForAll::new);
    }

    private Optional<Action> ofSets(final Action action) {
        if (action instanceof Action.Partition partition) {
            final List<NodeSet> parts = partition.parts().stream()
                    .map(this::nodes)
                    .filter(part -> !part.isEmpty())
                    .toList();
            return Optional.of(new Action.Partition(parts));
        } else if (action instanceof Action.Cut cut) {
            return unlessEmpty(cut.from(), cut.to(), Action.Cut::new);
        } else if (action instanceof Action.Mend mend) {
            return unlessEmpty(mend.from(), mend.to(), Action.Mend::new);
        } else if (action instanceof Action.Degrade degrade) {
            return unlessEmpty(
                    degrade.from(),
                    degrade.to(),
                    (from, to) -> new Action.Degrade(from, to, degrade.streams(), degrade.conditions()));
        } else if (action instanceof Action.Restore restore) {
            return unlessEmpty(restore.from(), restore.to(), Action.Restore::new);
        }
        return Optional.of(action);
    }

    /** Makes an action about links. */
    private interface OfLinks {
        Action between(NodeSet from, NodeSet to);
    }

    private Optional<Action> unlessEmpty(final NodeSet from, final NodeSet to, final OfLinks action) {
        final NodeSet leftFrom = nodes(from);
        final NodeSet leftTo = nodes(to);
        return leftFrom.isEmpty() || leftTo.isEmpty()
                ? Optional.empty()
                : Optional.of(action.between(leftFrom, leftTo));
    }

    private Optional<NodeId> node(final NodeId node) {
        if (node.equals(removed)) {
            return Optional.empty();
        }
        return Optional.of(node.unsigned() > removed.unsigned() ? NodeId.of(node.unsigned() - 1) : node);
    }

    private NodeSet nodes(final NodeSet nodes) {
        final List<NodeId> left = new ArrayList<>();
        nodes.forEach(each -> node(each).ifPresent(left::add));
        return NodeSet.copyOf(left);
    }
}
