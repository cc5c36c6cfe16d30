/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the subscribers of votequorum were told, by process, and what the nodes were set to. */
public final class QuorumTrace {

    /**
     * One was told.
     *
     * @param ringId name of the ring in this trace, null before the first
     */
    public record Told(RingId ringId, QuorumStatus status, long atNs) {

        boolean isQuorate() {
            return status.verdict().isQuorate();
        }

        boolean isPending() {
            return status.verdict().state() == QuorumVerdict.State.PENDING;
        }
    }

    private final Map<Trace.ProcessId, List<Told>> told = new LinkedHashMap<>();
    private final TreeMap<NodeId, Integer> configuredVotes = new TreeMap<>();
    private final Set<NodeId> disturbed = new TreeSet<>();
    private final Map<NodeId, NavigableSet<Long>> clockJumps = new TreeMap<>();
    private long tokenNs;
    private boolean isPlain = true;
    private boolean isOpenToUsers;
    private long made;
    private long refused;

    /** The nodes were set to this: votes of each, and the time-out of the token in ns. */
    public void configured(final SortedMap<NodeId, Integer> votes, final long newTokenNs) {
        configuredVotes.putAll(votes);
        tokenNs = newTokenNs;
    }

    /** Options are on, or votes are changed, so that a majority that is up need not be quorate. */
    public void notPlain() {
        isPlain = false;
    }

    /** Users can change votes, which is seen only in what becomes of it. */
    public void openToUsers() {
        isOpenToUsers = true;
    }

    /** Whether a majority of nodes that is up must be quorate. */
    boolean isPlain() {
        return isPlain && !(isOpenToUsers && isChanged());
    }

    private boolean isChanged() {
        final int all =
                configuredVotes.values().stream().mapToInt(Integer::intValue).sum();
        return told.values().stream()
                .flatMap(List::stream)
                .filter(each -> !each.isPending())
                .anyMatch(each -> each.status().verdict().expectedVotes() != all);
    }

    /** Nothing can be said of how soon the node notices anything: it is stopped or slow at some time. */
    public void disturbed(final NodeId node) {
        disturbed.add(node);
    }

    boolean isDisturbed(final NodeId node) {
        return disturbed.contains(node);
    }

    /** The clock of the node has jumped. */
    public void clockJumped(final NodeId node, final long atNs) {
        clockJumps.computeIfAbsent(node, key -> new TreeSet<>()).add(atNs);
    }

    /** Whether the clock of one of {@code nodes} jumped then. */
    boolean hasClockJumped(final NodeSet nodes, final long fromNs, final long toNs) {
        for (final NodeId node : nodes) {
            final Long first = clockJumps
                    .getOrDefault(node, Collections.emptyNavigableSet())
                    .ceiling(fromNs);
            if (first != null && first <= toNs) {
                return true;
            }
        }
        return false;
    }

    /** A subscriber on {@code process} was told something. */
    public void told(final Trace.ProcessId process, final Told what) {
        told.computeIfAbsent(process, key -> new ArrayList<>()).add(what);
    }

    /** An operator's change was made, or refused. */
    public void changed(final boolean isMade) {
        if (isMade) {
            made++;
        } else {
            refused++;
        }
    }

    /** Changes of operators that were made. */
    public long made() {
        return made;
    }

    /** Changes of operators that were refused, or came at a bad moment. */
    public long refused() {
        return refused;
    }

    Set<Trace.ProcessId> processes() {
        return told.keySet();
    }

    List<Told> toldTo(final Trace.ProcessId process) {
        return told.getOrDefault(process, List.of());
    }

    long tokenNs() {
        return tokenNs;
    }

    /** Rings that were quorate by a majority of the votes that are configured, whatever else changed. */
    Set<RingId> majorities() {
        final Set<RingId> rings = new HashSet<>();
        told.values()
                .forEach(list -> list.forEach(each -> {
                    if (each.isQuorate() && isMajority(each.status().explanation())) {
                        rings.add(each.ringId());
                    }
                }));
        return rings;
    }

    /** Whether it can be said of a ring that nobody else has a majority. */
    boolean isMajority(final QuorumExplanation explanation) {
        int votes = 0;
        for (final Map.Entry<NodeId, Integer> each : explanation.votes().entrySet()) {
            if (!each.getValue().equals(configuredVotes.get(each.getKey()))) {
                return false;
            }
            votes += each.getValue();
        }
        final int all =
                configuredVotes.values().stream().mapToInt(Integer::intValue).sum();
        return explanation.rule() == QuorumExplanation.Rule.MAJORITY && 2 * votes > all;
    }
}
