/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the members of one round have told, and what follows from it.
 *
 * <p>A replica lives in memory, so one that has just started knows nothing, and must not make a majority with replicas that were cut
 * off: those that know something must be a majority of all replicas by themselves, or everybody must be there. Two majorities share
 * a replica, so the greatest version of a majority is that of the last majority, or one behind it on the same way.
 */
final class Agreement {

    private final Round round;
    private final List<GroupMember> members;
    private final int replicas;
    private final TreeMap<GroupMember, Version> told = new TreeMap<>();

    /**
     * Nothing told yet.
     *
     * @param members who has to tell
     * @param replicas how many replicas there are when all are there
     */
    Agreement(final Round round, final List<GroupMember> members, final int replicas) {
        this.round = round;
        this.members = members;
        this.replicas = replicas;
    }

    Round round() {
        return round;
    }

    void onTold(final GroupMember member, final Version version) {
        told.put(member, version);
    }

    boolean isComplete() {
        return told.keySet().containsAll(members);
    }

    /** Whether the most recent state of all is among those that were told. */
    boolean isEnough() {
        return isMajority(Version::isKnown) || isEverybody();
    }

    /** Whether everybody is there, but too many have forgotten: what they have may not be the most recent state. */
    boolean isNewLife() {
        return !isMajority(Version::isKnown);
    }

    Version chosen() {
        return Collections.max(told.values());
    }

    boolean isHeldByMajority() {
        return isMajority(chosen()::equals);
    }

    boolean isHeldByAll() {
        return told.values().stream().allMatch(chosen()::equals);
    }

    /** Who tells the others the chosen state. */
    GroupMember source() {
        final Version chosen = chosen();
        return members.stream()
                .filter(member -> told.get(member).equals(chosen))
                .findFirst()
                .orElseThrow();
    }

    /** Those who had a state: they have not been restarted since the last round that they were in. */
    SortedSet<GroupMember> stayed() {
        final TreeSet<GroupMember> stayed = new TreeSet<>();
        told.forEach((member, version) -> {
            if (version.isKnown()) {
                stayed.add(member);
            }
        });
        return Collections.unmodifiableSortedSet(stayed);
    }

    private boolean isEverybody() {
        return nodesOf(version -> true) >= replicas;
    }

    private boolean isMajority(final Predicate<Version> which) {
        return nodesOf(which) > replicas / 2;
    }

    private int nodesOf(final Predicate<Version> which) {
        final TreeSet<NodeId> nodes = new TreeSet<>();
        told.forEach((member, version) -> {
            if (which.test(version)) {
                nodes.add(member.node());
            }
        });
        return nodes.size();
    }
}
