/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What happened in a run, by incarnation of a node: on the ring, and what the members of one group were told, one on each node; and by
 * member, what further ones were told. The checkers read nothing else.
 */
public final class Trace {

    /** One start of one node. */
    public record ProcessId(NodeId node, int incarnation) {
        @Override
        public String toString() {
            return node + "#" + incarnation;
        }
    }

    /** What a run is exposed to. */
    public enum Conditions {
        /** Everything. */
        FAULTS,
        /** Frames get lost; nobody crashes, is cut off or pauses. */
        LOSS,
        /** Nothing. */
        CALM
    }

    /** What one process was told. */
    public sealed interface Event {
        /** When, in ns since the begin of the run. */
        long atNs();
    }

    /** A ring is in force. */
    public record RingInstalled(
            RingId ringId, NodeSet members, NodeSet companions, QuorumVerdict.State verdict, long atNs)
            implements Event {}

    /** A message, and which member it is said to come from. */
    public record Delivered(MessageId message, GroupMember sender, RingId ringId, int seq, long atNs)
            implements Event {}

    /** A message has other bytes than it was sent with. */
    public record Damaged(MessageId message, long atNs) implements Event {}

    /** The group has changed: all members after it, and who joined or left and why. */
    public record ViewChanged(
            Set<GroupMember> members,
            SortedMap<GroupMember, ChangeReason> joined,
            SortedMap<GroupMember, ChangeReason> left,
            long atNs)
            implements Event {}

    /**
     * A further member was told of a configuration that took nobody from its group: of the one that it joined in, right behind its join, or of
     * a transitional one.
     */
    public record ConfigurationTold(RingId ringId, NodeSet nodes, NodeSet companions, boolean isTransitional, long atNs)
            implements Event {}

    /** What happened on the ring of one process, in its order. */
    public sealed interface RingEvent {
        /** When, in ns since the begin of the run. */
        long atNs();
    }

    /** A frame was numbered. */
    public record FrameOriginated(FrameId frame, long atNs) implements RingEvent {}

    /** A safe frame is there, and can be sent again. */
    public record FrameHeld(FrameId frame, long atNs) implements RingEvent {}

    /** A frame was delivered. */
    public record FrameDelivered(FrameId frame, long atNs) implements RingEvent {}

    /** A configuration was delivered. */
    public record Configured(Configuration configuration, long atNs) implements RingEvent {}

    /** A token was accepted. */
    public record TokenAccepted(RingId ringId, int tokenSeq, int seq, int aru, long atNs) implements RingEvent {}

    /** The membership protocol entered a state; {@code reason} is null unless it is GATHER. */
    public record StateEntered(StateName state, GatherReason reason, RingId ringId, long atNs) implements RingEvent {}

    /** From when to when a process ran, in ns since the begin of the run. */
    public record Life(long fromNs, long toNs) {

        /** The end of a process that had not ended when the run had. */
        public static final long FOR_EVER = Long.MAX_VALUE;
    }

    /**
     * A part of the run in which nothing changes but what the nodes do.
     *
     * @param linksFromNs when it begins, but that nodes are still started
     * @param fromNs when it begins
     * @param settledNs from when on they must have come to rest
     * @param untilNs when it ends
     * @param heardBy whom each node hears
     */
    public record Standstill(
            long linksFromNs, long fromNs, long settledNs, long untilNs, SortedMap<NodeId, NodeSet> heardBy) {

        /** Whether each of {@code nodes} hears each other. */
        boolean isFullyConnected(final NodeSet nodes) {
            for (final NodeId node : nodes) {
                if (!nodes.minus(node).isSubsetOf(heardBy.getOrDefault(node, NodeSet.EMPTY))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** So many places of the sort queue are in use, more than ever before. */
    public record QueueGrown(int frames, int capacity, long atNs) implements RingEvent {}

    private final Map<ProcessId, List<RingEvent>> ringEvents = new LinkedHashMap<>();
    private final Map<ProcessId, List<Event>> events = new LinkedHashMap<>();
    private final Map<ProcessId, List<MessageId>> accepted = new LinkedHashMap<>();
    private final Map<MessageId, Long> acceptedNs = new HashMap<>();
    private final MembershipCoverage coverage = new MembershipCoverage();
    private final GroupTrace groups = new GroupTrace();
    private final QuorumTrace quorum = new QuorumTrace();
    private Conditions conditions = Conditions.FAULTS;
    private final List<ProcessId> crashed = new ArrayList<>();
    private final List<ProcessId> withoutDisk = new ArrayList<>();
    private final List<ProcessId> up = new ArrayList<>();
    private int configuredNodes;
    private long carriedFrames;
    private final Map<ProcessId, GroupMember> settled = new LinkedHashMap<>();
    private boolean isCutShort;
    private final Map<ProcessId, Life> lives = new LinkedHashMap<>();
    private final Set<NodeId> partlyKnown = new TreeSet<>();
    private final Set<GroupMember> leaving = new HashSet<>();
    private final List<BiConsumer<ProcessId, RingEvent>> watches = new ArrayList<>();
    private int windowFrames;
    private long heldOffUntilNs;
    private Standstill standstill;
    private final Set<NodeId> leavingNodes = new TreeSet<>();
    private long onlyLeavesFromNs = Long.MAX_VALUE;
    private List<Passage> passages;
    private CausalHistory history;

    /** {@code process} was started. */
    public void started(final ProcessId process, final long atNs) {
        lives.put(process, new Life(atNs, Life.FOR_EVER));
    }

    /** Nothing of {@code process} runs any more; it may have been promised nothing for a while before, see {@link #crashed}. */
    public void ended(final ProcessId process, final long atNs) {
        lives.computeIfPresent(process, (key, life) -> new Life(life.fromNs(), atNs));
    }

    /** From when to when each process ran, in the order in which they were started. */
    public Map<ProcessId, Life> lives() {
        return Collections.unmodifiableMap(lives);
    }

    /** Of {@code node} not everything is known: what others saw of it may be all that there is. */
    public void partlyKnown(final NodeId node) {
        partlyKnown.add(node);
    }

    /** Whether everything is known that the incarnations of {@code node} did. */
    public boolean isWhollyKnown(final NodeId node) {
        return !partlyKnown.contains(node);
    }

    /** Appends what {@code process} was told. */
    public void told(final ProcessId process, final Event event) {
        events.computeIfAbsent(process, key -> new ArrayList<>()).add(event);
    }

    /** Which cells of the table of the membership protocol were used, by all processes together. */
    public MembershipCoverage coverage() {
        return coverage;
    }

    /** Appends what happened on the ring of {@code process}. */
    public void happened(final ProcessId process, final RingEvent event) {
        note(process, ringEvents.computeIfAbsent(process, key -> new ArrayList<>()), event);
    }

    private void note(final ProcessId process, final List<RingEvent> log, final RingEvent event) {
        log.add(event);
        passages = null;
        history = null;
        for (final BiConsumer<ProcessId, RingEvent> watch : watches) {
            watch.accept(process, event);
        }
    }

    /** From now on {@code watch} sees each event of a ring when it happens. */
    public void watch(final BiConsumer<ProcessId, RingEvent> watch) {
        watches.add(watch);
    }

    /** What the processes did between their configurations; kept until more happens. */
    List<Passage> passages() {
        if (passages == null) {
            passages = Passage.of(this);
        }
        return passages;
    }

    /** What came before what; kept until more happens. */
    CausalHistory history() {
        if (history == null) {
            history = CausalHistory.of(this);
        }
        return history;
    }

    /** What takes the events on the ring of {@code process}; faster than {@link #happened} for many of them. */
    public Consumer<RingEvent> ringLogOf(final ProcessId process) {
        // Not before the first event: who has none is not among the processes.
        final List<RingEvent> log = new ArrayList<>();
        return event -> {
            if (log.isEmpty()) {
                ringEvents.put(process, log);
            }
            note(process, log, event);
        };
    }

    /** All processes on whose ring anything happened, in the order in which it first did. */
    public List<ProcessId> ringProcesses() {
        return List.copyOf(ringEvents.keySet());
    }

    /** What happened on the ring of one process, in order. */
    public List<RingEvent> ringEventsOf(final ProcessId process) {
        return ringEvents.getOrDefault(process, List.of());
    }

    /** {@code process} was promised that this message will be delivered. */
    public void accepted(final ProcessId process, final MessageId message, final long atNs) {
        accepted.computeIfAbsent(process, key -> new ArrayList<>()).add(message);
        acceptedNs.put(message, atNs);
    }

    /** When a message was accepted. */
    public long acceptedNs(final MessageId message) {
        return acceptedNs.get(message);
    }

    /** How the run is. */
    public void conditions(final Conditions newConditions) {
        conditions = newConditions;
    }

    /** How the run is. */
    public Conditions conditions() {
        return conditions;
    }

    /** {@code process} began without what its node had on disk: it is no continuation of the one before. */
    public void diskLost(final ProcessId process) {
        withoutDisk.add(process);
    }

    /** Whether the process began without what its node had on disk. */
    public boolean isDiskLost(final ProcessId process) {
        return withoutDisk.contains(process);
    }

    /** {@code process} was up at the end; {@code configured} nodes are in the nodelist. */
    public void up(final ProcessId process, final int configured) {
        up.add(process);
        configuredNodes = configured;
    }

    /** Who was up at the end. */
    public List<ProcessId> up() {
        return Collections.unmodifiableList(up);
    }

    /** How many nodes are in the nodelist; 0 if it was not told. */
    public int configuredNodes() {
        return configuredNodes;
    }

    /** So many frames arrived somewhere in the whole run. */
    public void carried(final long frames) {
        carriedFrames = frames;
    }

    /** How many frames arrived somewhere in the whole run, each receiver counted. */
    public long carriedFrames() {
        return carriedFrames;
    }

    /** A ring may have so many frames on their way in one rotation. */
    public void windowFrames(final int frames) {
        windowFrames = frames;
    }

    /** How many frames a ring may have on their way in one rotation; 0 if it was not told. */
    public int windowFrames() {
        return windowFrames;
    }

    /** The run is calm, and from then on nothing is done but that nodes leave. */
    public void onlyLeavesFrom(final long atNs) {
        onlyLeavesFromNs = atNs;
    }

    /** From when on nothing is done but that nodes leave; {@code Long.MAX_VALUE} if never. */
    long onlyLeavesFromNs() {
        return onlyLeavesFromNs;
    }

    /** The run stood still for a while. */
    public void standstill(final Standstill newStandstill) {
        standstill = newStandstill;
    }

    /** The part of the run in which nothing changed; null if there was none that was long enough. */
    public Standstill standstill() {
        return standstill;
    }

    /** A node that came and went too often is not tried again until then. */
    public void heldOffUntil(final long atNs) {
        heldOffUntilNs = Math.max(heldOffUntilNs, atNs);
    }

    /** Until when a node is not tried again, in ns since the begin of the run; 0 if none had to wait. */
    public long heldOffUntilNs() {
        return heldOffUntilNs;
    }

    /** {@code member} asks to leave its group. */
    public void leaving(final GroupMember member) {
        leaving.add(member);
    }

    /** Whether a member of that name has asked to leave. */
    public boolean isLeaving(final GroupMember member) {
        return leaving.contains(member);
    }

    /** The node says that it leaves, and takes its members out of their groups before. */
    public void leaving(final NodeId node) {
        leavingNodes.add(node);
    }

    /** Whether the node has ever said that it leaves. */
    boolean hasSaidLeave(final NodeId node) {
        return leavingNodes.contains(node);
    }

    /** {@code process} is gone. */
    public void crashed(final ProcessId process) {
        crashed.add(process);
    }

    /** When the run had drained, {@code process} was up and in the group as {@code member}. */
    public void settled(final ProcessId process, final GroupMember member) {
        settled.put(process, member);
    }

    /** Who was up and in the group when the run had drained; empty if it never did. */
    public Map<ProcessId, GroupMember> settled() {
        return Collections.unmodifiableMap(settled);
    }

    /** All processes that were told anything, in the order in which they first were. */
    public List<ProcessId> processes() {
        return List.copyOf(events.keySet());
    }

    /** What one process was told, in order. */
    public List<Event> eventsOf(final ProcessId process) {
        return events.getOrDefault(process, List.of());
    }

    /** What votequorum said. */
    public QuorumTrace quorum() {
        return quorum;
    }

    /** The further members. */
    public GroupTrace groups() {
        return groups;
    }

    /** What one process was promised. */
    public List<MessageId> acceptedOf(final ProcessId process) {
        return accepted.getOrDefault(process, List.of());
    }

    /** Whether the process is gone. */
    public boolean isCrashed(final ProcessId process) {
        return crashed.contains(process);
    }

    /** The trace ends while messages are on their way: what somebody on a last ring has not delivered, it would have. */
    public void cutShort() {
        isCutShort = true;
    }

    /** Whether the trace ends while messages are on their way. */
    public boolean isCutShort() {
        return isCutShort;
    }
}
