/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.ChangeReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * V2: members that move together from one ring to the next were told the same messages on it, and the same views between them, in the
 * same order.
 *
 * <p>A ring whose synchronisation was not completed is not told to groups, so two processes may go between the same two rings
 * by different ones; then neither is the other's companion, and groups are told that it left and came back.
 */
public final class ViewSynchrony implements Checker {

    @Override
    public String id() {
        return "V2";
    }

    @Override
    public String property() {
        return "who moves together from one ring to the next was told the same, in the same order";
    }

    private record Stay(Trace.ProcessId process, NodeSet companions, List<Object> told) {

        private boolean isTogetherWith(final Stay other) {
            return companions.contains(other.process.node()) && other.companions.contains(process.node());
        }
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<List<RingId>, List<Stay>> stays = new HashMap<>();
        final Map<Trace.ProcessId, List<Object>> told = new HashMap<>();
        MemberView.follow(trace, (view, event) -> {
            final List<Object> mine = told.computeIfAbsent(view.process(), key -> new ArrayList<>());
            if (event instanceof Trace.Delivered delivered) {
                if (view.isRingNew()) {
                    mine.add(List.copyOf(view.members()));
                }
                mine.add(delivered.message());
            } else if (event instanceof Trace.ViewChanged change) {
                if (isOrdered(change)) {
                    mine.add(List.copyOf(change.members()));
                }
            } else if (event instanceof Trace.RingInstalled installed) {
                if (view.ring() != null) {
                    final List<RingId> rings = List.of(view.ring().ringId(), installed.ringId());
                    final Stay stay = new Stay(view.process(), installed.companions(), List.copyOf(mine));
                    final List<Stay> others = stays.computeIfAbsent(rings, key -> new ArrayList<>());
                    others.stream()
                            .filter(stay::isTogetherWith)
                            .forEach(other -> compare(rings, stay, other, violations));
                    others.add(stay);
                }
                mine.clear();
            }
        });
    }

    /** Whether it came as a message. What a new ring brings is told in steps that depend on where one comes from. */
    private static boolean isOrdered(final Trace.ViewChanged change) {
        return change.joined().containsValue(ChangeReason.JOIN) || change.left().containsValue(ChangeReason.LEAVE);
    }

    private static void compare(
            final List<RingId> rings, final Stay mine, final Stay other, final Consumer<String> violations) {
        if (!other.told().equals(mine.told())) {
            violations.accept("from ring " + rings.get(0) + " to " + rings.get(1) + " " + mine.process()
                    + " was told " + mine.told().size() + " messages and views, " + other.process() + " "
                    + other.told().size() + firstDifference(mine.told(), other.told()));
        }
    }

    private static String firstDifference(final List<Object> mine, final List<Object> others) {
        for (int i = 0; i < Math.min(mine.size(), others.size()); i++) {
            if (!mine.get(i).equals(others.get(i))) {
                return ", first different at " + i + ": " + mine.get(i) + " and " + others.get(i);
            }
        }
        return "";
    }
}
