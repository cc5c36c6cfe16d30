/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one further member of a group was told, from its join to its end, what it sent, and what was done to it. Unlike the one member that
 * every node has, it is one of several on its node, and does not come back.
 */
public final class MemberLog {

    /** So many messages a member may send, so that their numbers tell the members of a process apart. */
    public static final int MESSAGES_MAX = 100_000;

    /** A message that it wanted to send, and what it was answered; null if it was not yet. */
    public static final class Sent {
        private final MessageId message;
        private final SendOptions options;
        private SendResult result;
        private int answers;

        private Sent(final MessageId message, final SendOptions options) {
            this.message = message;
            this.options = options;
        }

        /** It was answered. */
        public void answered(final SendResult answer) {
            result = answer;
            answers++;
        }

        MessageId message() {
            return message;
        }

        SendOptions options() {
            return options;
        }

        SendResult result() {
            return result;
        }

        int answers() {
            return answers;
        }
    }

    private final Trace.ProcessId process;
    private final String group;
    private final int ordinal;
    private final List<Trace.Event> events = new ArrayList<>();
    private final Map<MessageId, Position> positions = new LinkedHashMap<>();
    private final List<Sent> sent = new ArrayList<>();
    private GroupMember member;
    private boolean hasAskedToLeave;
    private boolean isKilled;
    private boolean hasStalled;
    private boolean hasEnded;
    private long endedAtNs;
    private long leaveAnsweredAtNs = -1;
    private boolean isPutOut;
    private boolean isClosed;
    private int roomsAwaited;
    private int roomsOpen;

    MemberLog(final Trace.ProcessId process, final String group, final int ordinal) {
        this.process = process;
        this.group = group;
        this.ordinal = ordinal;
    }

    /** Its join was delivered: this is its name. */
    public void joined(final GroupMember newMember) {
        member = newMember;
    }

    /** Its name; null as long as it has none. */
    public GroupMember member() {
        return member;
    }

    /** The incarnation of a node that it is on. */
    public Trace.ProcessId process() {
        return process;
    }

    /** The name of its group. */
    public String group() {
        return group;
    }

    /** Appends what it was told. */
    public void told(final Trace.Event event) {
        events.add(event);
        if (event instanceof Trace.ViewChanged change
                && member != null
                && change.left().containsKey(member)) {
            hasEnded = true;
            endedAtNs = change.atNs();
            isPutOut = hasStalled;
            isClosed = change.left().get(member) == ChangeReason.PROCDOWN;
        }
    }

    /** Appends a message that it was told, and its place in the order. */
    public void delivered(final Trace.Delivered delivered, final Position position) {
        events.add(delivered);
        positions.put(delivered.message(), position);
    }

    /** What it was told, in order. */
    public List<Trace.Event> events() {
        return Collections.unmodifiableList(events);
    }

    /** The place of each message that it was told. */
    Map<MessageId, Position> positions() {
        return Collections.unmodifiableMap(positions);
    }

    /** It wants to send its next message; {@link Sent#answered} tells what became of that. */
    public Sent sends(final MessageId message, final SendOptions options) {
        final Sent next = new Sent(message, options);
        sent.add(next);
        return next;
    }

    /** The name of the message that it sends next. */
    public MessageId nextMessage() {
        return new MessageId(process.node(), process.incarnation(), ordinal * MESSAGES_MAX + sent.size() + 1);
    }

    /** What it wanted to send, in order. */
    List<Sent> sent() {
        return Collections.unmodifiableList(sent);
    }

    /** It asks to leave. */
    public void asksToLeave() {
        hasAskedToLeave = true;
    }

    /** It was answered that it has left, at this virtual time; only the first answer counts. */
    public void leaveAnswered(final long nowNs) {
        if (leaveAnsweredAtNs < 0) {
            leaveAnsweredAtNs = nowNs;
        }
    }

    /** Whether it was answered that it has left before it was told its leave. */
    boolean isLeaveAnsweredEarly() {
        return leaveAnsweredAtNs >= 0 && (!hasEnded || leaveAnsweredAtNs < endedAtNs);
    }

    /** Whether it has left on its own wish, and was not answered. */
    boolean isLeaveUnanswered() {
        return hasAskedToLeave && hasEnded && leaveAnsweredAtNs < 0;
    }

    /** Whether it has asked to leave. */
    boolean hasAskedToLeave() {
        return hasAskedToLeave;
    }

    /** Its actor was stopped, and is told nothing more. */
    public void killed() {
        isKilled = true;
    }

    /** Whether its actor was stopped. */
    boolean isKilled() {
        return isKilled;
    }

    /** It has taken nothing for so long that its node may put it out. */
    public void stalled() {
        hasStalled = true;
    }

    /** Whether its node may have put it out. */
    public boolean hasStalled() {
        return hasStalled;
    }

    /** Whether it was told that it has left. */
    public boolean hasEnded() {
        return hasEnded;
    }

    /** Whether it was told that it is out without having asked for it: its node goes, and what is not through by then is lost. */
    boolean isClosed() {
        return isClosed;
    }

    /**
     * Whether it was put out, or may have been while it was leaving: what it was not given then was dropped, and its own leave is the last
     * that it was told.
     */
    public boolean isPutOut() {
        return isPutOut;
    }

    /** It waits for room. */
    public void awaitsRoom() {
        roomsAwaited++;
    }

    /** It was told of room. */
    public void roomOpened() {
        roomsOpen++;
    }

    /** Whether it waits for room in vain, or was told of it too often. */
    boolean hasRoomsLeft() {
        return roomsAwaited != roomsOpen;
    }

    /** Whether it is to be a member when the run has settled. */
    boolean isToStay(final Trace trace) {
        return trace.up().contains(process) && !hasAskedToLeave && !isKilled && !hasEnded;
    }

    /** Who it is, in violations. */
    @Override
    public String toString() {
        return process + ":" + ordinal + "(" + group + " " + (member == null ? "-" : member) + ")";
    }
}
