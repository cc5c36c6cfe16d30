/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of strace(1) about a node's process of {@code corosync-vqsim}, with all bytes in hexadecimal. Each node speaks with the
 * controlling process over one socket of packets. A packet begins with its type, the sender and a parameter, 4 bytes each.
 *
 * @param node who sent the packet; 0 if the controlling process did
 * @param event what it means to the vote counter
 */
public record TraceLine(int node, VoteEvent event) {

    private static final Pattern READ = Pattern.compile("read\\(\\d+, \"((?:\\\\x[0-9a-f]{2})*)\", \\d+\\) += \\d+.*");
    private static final Pattern WRITE =
            Pattern.compile("write\\(\\d+, \"((?:\\\\x[0-9a-f]{2})*)\", \\d+\\) += \\d+.*");
    private static final Pattern WRITEV = Pattern.compile("writev\\(\\d+, \\[(.*)\\], \\d+\\) += \\d+.*");
    private static final Pattern PART = Pattern.compile("iov_base=\"((?:\\\\x[0-9a-f]{2})*)\"");

    private static final int SYNC = 2;
    private static final int QUORUM = 3;
    private static final int MESSAGE = 4;
    private static final int HEADER_BYTES = 12;
    private static final int SYNC_BYTES = 32;
    private static final int QUORUM_BYTES = 40;
    private static final int NODE_INFO_BYTES = 44;
    private static final int MOST_MEMBERS = 1_024;

    /** Reads a line; nothing if it is not about votes. */
    public static Optional<TraceLine> parse(final String line) {
        final Matcher read = READ.matcher(line);
        if (read.matches()) {
            return packet(bytes(read.group(1)), true);
        }
        final Matcher write = WRITE.matcher(line);
        if (write.matches()) {
            return packet(bytes(write.group(1)), false);
        }
        final Matcher gathered = WRITEV.matcher(line);
        if (gathered.matches()) {
            final StringBuilder all = new StringBuilder();
            final Matcher part = PART.matcher(gathered.group(1));
            while (part.find()) {
                all.append(part.group(1));
            }
            return packet(bytes(all.toString()), false);
        }
        return Optional.empty();
    }

    private static byte[] bytes(final String escaped) {
        return HexFormat.of().parseHex(escaped.replace("\\x", ""));
    }

    private static Optional<TraceLine> packet(final byte[] bytes, final boolean read) {
        if (bytes.length < HEADER_BYTES) {
            return Optional.empty();
        }
        final int type = int32(bytes, 0);
        final int sender = int32(bytes, 4);
        if (type == SYNC && read && bytes.length >= SYNC_BYTES) {
            return members(bytes, 24)
                    .map(members ->
                            new TraceLine(0, new VoteEvent.SyncStarted(int32(bytes, 12), int32(bytes, 16), members)));
        }
        if (type == QUORUM && !read && bytes.length >= QUORUM_BYTES) {
            return members(bytes, 32)
                    .map(members -> new TraceLine(
                            sender,
                            new VoteEvent.Told(int32(bytes, 12) != 0, int32(bytes, 16), int32(bytes, 20), members)));
        }
        if (type == MESSAGE && bytes.length >= HEADER_BYTES + 4) {
            return Optional.of(new TraceLine(sender, message(bytes, sender, read)));
        }
        return Optional.empty();
    }

    private static VoteEvent message(final byte[] bytes, final int sender, final boolean read) {
        final int function = int32(bytes, 12) & 0xffff;
        if (function != 0 || bytes.length < NODE_INFO_BYTES) {
            return read ? new VoteEvent.HeardOther(sender, function) : new VoteEvent.SentOther(function);
        }
        final NodeInfo info = new NodeInfo(int32(bytes, 28), int32(bytes, 32), int32(bytes, 36), int32(bytes, 40));
        return read ? new VoteEvent.Heard(sender, info) : new VoteEvent.Sent(info);
    }

    /** A count of 8 bytes, and after it that many node numbers. */
    private static Optional<List<Integer>> members(final byte[] bytes, final int at) {
        final int count = int32(bytes, at);
        if (count < 0 || count > MOST_MEMBERS || bytes.length < at + 8 + 4 * count) {
            return Optional.empty();
        }
        final List<Integer> members = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            members.add(int32(bytes, at + 8 + 4 * index));
        }
        return Optional.of(members);
    }

    /** The machines of the package are little-endian. */
    private static int int32(final byte[] bytes, final int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }
}
