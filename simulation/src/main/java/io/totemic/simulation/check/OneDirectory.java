/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * V11, ours: when the run has settled, every node says of all groups that those are in them who are there; and every further member has joined, and
 * was told of the ring of its node if it came to be on another one since.
 */
public final class OneDirectory implements Checker {

    @Override
    public String id() {
        return "V11";
    }

    @Override
    public String property() {
        return "at the end all nodes have the same groups, with those who are there";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final SortedMap<String, List<GroupMember>> expected = new TreeMap<>();
        NoGhosts.furtherMembers(trace).forEach((group, members) -> expected.put(group, new ArrayList<>(members)));
        if (!trace.settled().isEmpty()) {
            expected.put(
                    GroupTrace.COMMON,
                    trace.settled().values().stream().sorted().toList());
        }
        trace.groups().directories().forEach((process, groups) -> {
            if (!groups.equals(expected)) {
                violations.accept(process + " says that the groups are " + groups + ", there are " + expected);
            }
        });
        final Map<Trace.ProcessId, RingId> rings = new HashMap<>();
        trace.passages().forEach(passage -> rings.put(passage.process(), passage.ringId()));
        for (final MemberLog log : trace.groups().members()) {
            if (log.isToStay(trace)) {
                checkRing(log, rings.get(log.process()), violations);
            }
        }
    }

    private static void checkRing(final MemberLog log, final RingId ringId, final Consumer<String> violations) {
        RingId told = null;
        for (final Trace.Event event : log.events()) {
            if (event instanceof Trace.RingInstalled installed) {
                told = installed.ringId();
            } else if (event instanceof Trace.ConfigurationTold configuration) {
                told = configuration.ringId();
            }
        }
        if (told == null) {
            violations.accept(log + " has not joined its group");
        } else if (!told.equals(ringId)) {
            violations.accept(log + " was told of ring " + told + " last, it is on " + ringId);
        }
    }
}
