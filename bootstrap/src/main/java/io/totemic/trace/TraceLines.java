/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.trace;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The lines of a trace, version 1. A file has one or more incarnations of one node; each begins with a header and ends with
 * {@code end}, unless what the node did last is not known.
 *
 * <pre>
 * totemic-trace 1 node 3 incarnation 1753170000123 base 1753170000123000000 cluster demo
 * 1200 state GATHER 3.4 15
 * 5400 regular 1.8 1,2,3 joined 1,2
 * 5400 transitional 1.8 from 3.4 members 3 left -
 * 7000 token 1.8 12 seq 5 aru 4
 * 7010 originated 1.8:6 3 9f31c20a
 * 7900 delivered 1.8:6 3 9f31c20a
 * 7910 delivered 1.8:7 2 77b0a3ff safe
 * 7950 queue 17 of 16384
 * 8000 group-ring orders 1.8 1,2,3 companions 3 QUORATE
 * 8000 view orders 1/1,3/1 joined 3/1=JOIN left -
 * 8100 message orders 1.8:6 3/1 ~5be10023
 * 9000 gap 12
 * 9900 end
 * </pre>
 *
 * <p>Times are nanoseconds since {@code base}, which is in nanoseconds of Unix time. Names of groups are URL-encoded. A frame has its
 * originator, the hash of its content, and the word safe if it is; a message has its sender and what tells it from others: the hash of its content after
 * a tilde, or its own name. {@code gap} counts lines that were lost. A line that ends with a tilde and a line without its line feed
 * were not written to their ends; they mean nothing.
 */
public final class TraceLines {

    /** First word of a header. */
    public static final String MAGIC = "totemic-trace";

    /** Second word of a header. */
    public static final String VERSION = "1";

    /** Last word of a frame that is delivered when all hold it. */
    public static final String SAFE = "safe";

    /** Ends a line of which the rest is not there. */
    public static final char CUT = '~';

    /** Before the hash that stands for the name of a message. */
    public static final char HASH = '~';

    /** No node, no member. */
    public static final String NOBODY = "-";

    private TraceLines() {}

    /** The first line of an incarnation. */
    public static String header(
            final NodeId node, final long incarnation, final long baseNs, final String clusterName) {
        return MAGIC + " " + VERSION + " node " + node + " incarnation " + incarnation + " base " + baseNs + " cluster "
                + encoded(clusterName);
    }

    /** A state was entered; {@code reason} is null unless it is GATHER. */
    public static String state(final long atNs, final StateName state, final RingId ringId, final GatherReason reason) {
        return atNs + " state " + state + " " + ringId + (reason == null ? "" : " " + reason.number());
    }

    /** A frame was numbered. */
    public static String originated(
            final long atNs,
            final RingId ringId,
            final int seq,
            final NodeId sender,
            final int contentHash,
            final boolean isSafe) {
        return atNs + " originated " + frame(ringId, seq, sender, contentHash, isSafe);
    }

    /** A frame was delivered. */
    public static String delivered(
            final long atNs,
            final RingId ringId,
            final int seq,
            final NodeId sender,
            final int contentHash,
            final boolean isSafe) {
        return atNs + " delivered " + frame(ringId, seq, sender, contentHash, isSafe);
    }

    /** A configuration was delivered. */
    public static String configuration(final long atNs, final Configuration configuration) {
        if (configuration instanceof TransitionalConfiguration transitional) {
            return atNs + " transitional " + transitional.ringId() + " from " + transitional.oldRingId() + " members "
                    + nodes(transitional.members()) + " left " + nodes(transitional.left());
        }
        final RegularConfiguration regular = (RegularConfiguration) configuration;
        return atNs + " regular " + regular.ringId() + " " + nodes(regular.members()) + " joined "
                + nodes(regular.joined());
    }

    /** A token was accepted. */
    public static String token(final long atNs, final RingId ringId, final int tokenSeq, final int seq, final int aru) {
        return atNs + " token " + ringId + " " + Integer.toUnsignedString(tokenSeq) + " seq "
                + Integer.toUnsignedString(seq) + " aru " + Integer.toUnsignedString(aru);
    }

    /** So many places of the sort queue are in use, more than ever before. */
    public static String queue(final long atNs, final int frames, final int capacity) {
        return atNs + " queue " + frames + " of " + capacity;
    }

    /** A member was told of a ring. */
    public static String groupRing(
            final long atNs,
            final String group,
            final RingId ringId,
            final NodeSet members,
            final NodeSet companions,
            final QuorumVerdict.State verdict) {
        return atNs + " group-ring " + encoded(group) + " " + ringId + " " + nodes(members) + " companions "
                + nodes(companions) + " " + verdict;
    }

    /** A member was told of a change of its group. */
    public static String view(
            final long atNs,
            final String group,
            final Collection<GroupMember> members,
            final SortedMap<GroupMember, ChangeReason> joined,
            final SortedMap<GroupMember, ChangeReason> left) {
        return atNs + " view " + encoded(group) + " " + members(members) + " joined " + changes(joined) + " left "
                + changes(left);
    }

    /** A member was told a message, whose {@code name} has no blanks. */
    public static String message(
            final long atNs,
            final String group,
            final RingId ringId,
            final int seq,
            final GroupMember sender,
            final String name) {
        return atNs + " message " + encoded(group) + " " + frame(ringId, seq) + " " + sender + " " + name;
    }

    /** The node began without what it had on disk. */
    public static String diskLost(final long atNs) {
        return atNs + " disk-lost";
    }

    /** So many lines are missing here. */
    public static String gap(final long atNs, final long lines) {
        return atNs + " gap " + lines;
    }

    /** Nothing came after this. */
    public static String end(final long atNs) {
        return atNs + " end";
    }

    private static String frame(
            final RingId ringId, final int seq, final NodeId sender, final int contentHash, final boolean isSafe) {
        return frame(ringId, seq) + " " + sender + " " + Integer.toHexString(contentHash) + (isSafe ? " " + SAFE : "");
    }

    private static String frame(final RingId ringId, final int seq) {
        return ringId + ":" + Integer.toUnsignedString(seq);
    }

    private static String nodes(final NodeSet nodes) {
        return nodes.isEmpty()
                ? NOBODY
                : StreamSupport.stream(nodes.spliterator(), false)
                        .map(NodeId::toString)
                        .collect(Collectors.joining(","));
    }

    private static String members(final Collection<GroupMember> members) {
        return members.isEmpty()
                ? NOBODY
                : members.stream().map(GroupMember::toString).collect(Collectors.joining(","));
    }

    private static String changes(final SortedMap<GroupMember, ChangeReason> changes) {
        return changes.isEmpty()
                ? NOBODY
                : changes.entrySet().stream()
                        .map(change -> change.getKey() + "=" + change.getValue().name())
                        .collect(Collectors.joining(","));
    }

    private static String encoded(final String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
