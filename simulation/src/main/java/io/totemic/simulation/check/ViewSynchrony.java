/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.group.ChangeReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * V2: members that move together from one ring to the next were told the same messages on it, and the same views between them, in the
 * same order; who joined on the first one, the same from its join on.
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

    private record Stay(
            String name, Trace.ProcessId process, NodeSet companions, List<Object> told, boolean isFromJoin) {

        private boolean isTogetherWith(final Stay other) {
            return companions.contains(other.process.node()) && other.companions.contains(process.node());
        }
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<List<Object>, List<Stay>> stays = new HashMap<>();
        final Map<MemberView, List<Object>> told = new HashMap<>();
        MemberView.follow(trace, (view, event) -> {
            final List<Object> mine = told.computeIfAbsent(view, key -> new ArrayList<>());
            if (event instanceof Trace.Delivered delivered) {
                if (mine.isEmpty()) {
                    mine.add(List.copyOf(view.members()));
                }
                mine.add(delivered.message());
            } else if (event instanceof Trace.ViewChanged change) {
                if (isOrdered(change)) {
                    mine.add(entryOf(change));
                }
            } else if (event instanceof Trace.RingInstalled installed) {
                if (view.ringId() != null) {
                    final List<Object> way = List.of(view.group(), view.ringId(), installed.ringId());
                    final Stay stay = new Stay(
                            view.name(),
                            view.process(),
                            installed.companions(),
                            List.copyOf(mine),
                            view.ring() == null);
                    final List<Stay> others = stays.computeIfAbsent(way, key -> new ArrayList<>());
                    others.stream()
                            .filter(stay::isTogetherWith)
                            .forEach(other -> compare(way, stay, other, violations));
                    others.add(stay);
                }
                mine.clear();
            }
        });
    }

    /** Whether it came as a message. What a new ring brings is told in steps that depend on where one comes from. */
    static boolean isOrdered(final Trace.ViewChanged change) {
        return change.joined().containsValue(ChangeReason.JOIN)
                || change.left().containsValue(ChangeReason.LEAVE)
                || change.left().containsValue(ChangeReason.PROCDOWN);
    }

    /** All that members are told of a change, to be compared. */
    static List<Object> entryOf(final Trace.ViewChanged change) {
        return List.of(List.copyOf(change.members()), change.joined(), change.left());
    }

    private static void compare(
            final List<Object> way, final Stay mine, final Stay other, final Consumer<String> violations) {
        final int most = Math.max(mine.told().size(), other.told().size());
        final int least = Math.min(mine.told().size(), other.told().size());
        final List<Object> myPart = lastOf(mine.told(), least);
        final List<Object> otherPart = lastOf(other.told(), least);
        final boolean isShorterFromJoin = mine.told().size() == least ? mine.isFromJoin() : other.isFromJoin();
        if (!myPart.equals(otherPart) || (most != least && !isShorterFromJoin)) {
            violations.accept("from ring " + way.get(1) + " to " + way.get(2) + " " + mine.name() + " was told "
                    + mine.told().size() + " messages and views, " + other.name() + " "
                    + other.told().size() + firstDifference(myPart, otherPart));
        }
    }

    private static List<Object> lastOf(final List<Object> told, final int count) {
        return told.subList(told.size() - count, told.size());
    }

    private static String firstDifference(final List<Object> mine, final List<Object> others) {
        for (int i = 0; i < mine.size(); i++) {
            if (!mine.get(i).equals(others.get(i))) {
                return ", different at " + (mine.size() - i) + " before the end: " + mine.get(i) + " and "
                        + others.get(i);
            }
        }
        return "";
    }
}
