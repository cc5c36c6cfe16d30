/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.shrink;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.simulation.schedule.Action;
import io.totemic.simulation.schedule.FrameStream;
import io.totemic.simulation.schedule.LinkConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** Actions that do less than a given one. */
final class SimplerActions {

    private SimplerActions() {}

    /** The ones that do the least come first; none does as much as {@code action}. */
    static List<Action> than(final Action action) {
        final List<Action> simpler = new ArrayList<>();
        if (action instanceof Action.Send send) {
            fewer(send.messages(), messages -> simpler.add(new Action.Send(send.node(), messages, send.maxBytes())));
            fewer(send.maxBytes(), bytes -> simpler.add(new Action.Send(send.node(), send.messages(), bytes)));
        } else if (action instanceof Action.SendFrom send) {
            fewer(
                    send.messages(),
                    messages -> simpler.add(new Action.SendFrom(send.node(), send.which(), messages, send.maxBytes())));
            fewer(
                    send.maxBytes(),
                    bytes -> simpler.add(new Action.SendFrom(send.node(), send.which(), send.messages(), bytes)));
        } else if (action instanceof Action.StallMember stall) {
            rounder(stall.durationNs(), ns -> new Action.StallMember(stall.node(), stall.which(), ns), simpler);
        } else if (action instanceof Action.Slow slow) {
            fewer(slow.factor(), factor -> simpler.add(new Action.Slow(slow.node(), factor)));
        } else if (action instanceof Action.Pause pause) {
            rounder(pause.durationNs(), ns -> new Action.Pause(pause.node(), ns), simpler);
        } else if (action instanceof Action.LeaveGroup leave) {
            rounder(leave.awayNs(), ns -> new Action.LeaveGroup(leave.node(), ns), simpler);
        } else if (action instanceof Action.JumpClock jump) {
            rounder(jump.byNs(), ns -> new Action.JumpClock(jump.node(), ns), simpler);
        } else if (action instanceof Action.SlowDisk slow) {
            rounder(slow.writeNs(), ns -> new Action.SlowDisk(slow.node(), ns), simpler);
        } else if (action instanceof Action.Cut cut) {
            narrower(cut.from(), cut.to(), Action.Cut::new, simpler);
        } else if (action instanceof Action.Mend mend) {
            narrower(mend.from(), mend.to(), Action.Mend::new, simpler);
        } else if (action instanceof Action.Restore restore) {
            narrower(restore.from(), restore.to(), Action.Restore::new, simpler);
        } else if (action instanceof Action.Degrade degrade) {
            milder(degrade, simpler);
        }
        return simpler;
    }

    private static void milder(final Action.Degrade degrade, final List<Action> simpler) {
        for (final FrameStream stream : degrade.streams()) {
            if (degrade.streams().size() > 1) {
                simpler.add(new Action.Degrade(degrade.from(), degrade.to(), List.of(stream), degrade.conditions()));
            }
        }
        Simplifications.calmerConditions().forEach(calmer -> {
            final LinkConditions conditions = calmer.apply(degrade.conditions());
            if (!conditions.equals(degrade.conditions())) {
                simpler.add(new Action.Degrade(degrade.from(), degrade.to(), degrade.streams(), conditions));
            }
        });
        narrower(
                degrade.from(),
                degrade.to(),
                (from, to) -> new Action.Degrade(from, to, degrade.streams(), degrade.conditions()),
                simpler);
    }

    /** Takes a number. */
    private interface Count {
        void accept(int count);
    }

    private static void fewer(final int count, final Count simpler) {
        if (count > 1) {
            simpler.accept(1);
        }
        if (count > 3) {
            simpler.accept(count / 2);
        }
    }

    private static void rounder(final long ns, final LongFunction<Action> action, final List<Action> simpler) {
        for (final long unitNs : Simplifications.UNITS_NS) {
            if (ns / unitNs * unitNs != ns) {
                simpler.add(action.apply(ns / unitNs * unitNs));
            }
        }
        final long unitNs = Simplifications.UNITS_NS.get(0);
        if (Math.abs(ns) > unitNs && ns % unitNs == 0) {
            simpler.add(action.apply(ns / 2 / unitNs * unitNs));
        }
    }

    private static void narrower(
            final NodeSet from,
            final NodeSet to,
            final BiFunction<NodeSet, NodeSet, Action> action,
            final List<Action> simpler) {
        if (from.size() > 1) {
            from.forEach(node -> simpler.add(action.apply(without(from, node), to)));
        }
        if (to.size() > 1) {
            to.forEach(node -> simpler.add(action.apply(from, without(to, node))));
        }
    }

    private static NodeSet without(final NodeSet nodes, final NodeId node) {
        final List<NodeId> left = new ArrayList<>();
        nodes.forEach(each -> {
            if (!each.equals(node)) {
                left.add(each);
            }
        });
        return NodeSet.copyOf(left);
    }
}
