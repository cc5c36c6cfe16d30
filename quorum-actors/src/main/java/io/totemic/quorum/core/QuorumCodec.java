/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumStatus.NodeState;
import io.totemic.protocol.TieBreaker;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Messages of the tallies as bytes, little-endian, each behind Corosync's header: id i32 at 0, size i32 at 8, 16 bytes long. The id
 * is the number of the service times 65536 and that of the function.
 *
 * <p>Corosync's: 0 nodeinfo (node u32 at 16, 0 for the device; votes u32, expected votes u32, flags u32), 1 reconfigure (node u32 at
 * 16, value u32, parameter u8, and a ticket u32 of ours at 28, where it pads). Ours: 64 state of a tally, 65 window expired, 66
 * modes changed.
 */
final class QuorumCodec {

    /** A cluster has no more nodes. */
    static final int NODES_MAX = 386;

    private static final int HEADER_BYTES = 16;
    private static final int VOTEQUORUM = 5 << 16;
    private static final int NODE_INFO = VOTEQUORUM;
    private static final int RECONFIGURE = VOTEQUORUM + 1;
    private static final int TALLY_STATE = VOTEQUORUM + 64;
    private static final int WINDOW_EXPIRED = VOTEQUORUM + 65;
    private static final int MODES_CHANGED = VOTEQUORUM + 66;

    private static final int TWO_NODE = 1;
    private static final int WAIT_FOR_ALL = 2;
    private static final int LAST_MAN_STANDING = 4;
    private static final int ALLOW_DOWNSCALE = 8;
    private static final int TRACKING = 16;
    private static final int WINDOW_OPEN = 32;
    private static final int WAITING_FOR_ALL = 64;

    private QuorumCodec() {}

    /** All messages, one behind the other. */
    static byte[] encode(final List<QuorumMessage> messages) {
        final List<byte[]> parts = messages.stream().map(QuorumCodec::encode).toList();
        final byte[] whole =
                new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (final byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }

    static byte[] encode(final QuorumMessage message) {
        if (message instanceof NodeInfo info) {
            return simple(NODE_INFO, numberOf(info.node()), info.votes(), info.expectedVotes(), info.flags());
        }
        if (message instanceof QuorumMessage.Reconfigure change) {
            return simple(
                    RECONFIGURE,
                    numberOf(change.node()),
                    change.value(),
                    change.parameter().number(),
                    change.ticket());
        }
        if (message instanceof QuorumMessage.WindowExpired expired) {
            return simple(WINDOW_EXPIRED, expired.window(), 0);
        }
        if (message instanceof QuorumMessage.ModesChanged change) {
            return simple(
                    MODES_CHANGED, (change.isTwoNode() ? TWO_NODE : 0) | (change.isWaitForAll() ? WAIT_FOR_ALL : 0), 0);
        }
        return encodeState((TallyState) message);
    }

    private static byte[] simple(final int id, final int... fields) {
        final byte[] whole = new byte[HEADER_BYTES + 4 * fields.length];
        final ByteBuffer bytes = begin(whole, id);
        for (final int field : fields) {
            bytes.putInt(field);
        }
        return whole;
    }

    private static byte[] encodeState(final TallyState state) {
        final TallyModes modes = state.modes();
        final List<NodeId> list = modes.tieBreaker().nodes();
        final int size = HEADER_BYTES
                + 11 * 4
                + 4
                        * (4
                                + list.size()
                                + state.members().size()
                                + state.previousMembers().size())
                + 20 * state.nodes().size();
        final byte[] whole = new byte[size];
        final ByteBuffer bytes = begin(whole, TALLY_STATE)
                .putInt(state.self().value())
                .putInt((modes.isTwoNode() ? TWO_NODE : 0)
                        | (modes.isWaitForAll() ? WAIT_FOR_ALL : 0)
                        | (modes.isLastManStanding() ? LAST_MAN_STANDING : 0)
                        | (modes.allowsDownscale() ? ALLOW_DOWNSCALE : 0)
                        | (modes.isTrackingExpectedVotes() ? TRACKING : 0)
                        | (state.isWindowOpen() ? WINDOW_OPEN : 0)
                        | (state.isWaitingForAll() ? WAITING_FOR_ALL : 0))
                .putInt(modes.tieBreaker().kind().number())
                .putInt(state.quorum())
                .putInt(numberOf(state.lowest()))
                .putInt(numberOf(state.highest()))
                .putInt(state.expectedVotesBarrier())
                .putInt(state.trackedVotes())
                .putInt(state.deviceVotes())
                .putInt(state.window())
                .putInt(0);
        put(bytes, list);
        put(bytes, state.members().asList());
        put(bytes, state.previousMembers().asList());
        bytes.putInt(state.nodes().size());
        state.nodes().forEach((node, entry) -> bytes.putInt(node.value())
                .putInt(entry.state().number())
                .putInt(entry.votes())
                .putInt(entry.expectedVotes())
                .putInt(entry.flags()));
        return whole;
    }

    /** The messages one behind the other, up to the first that cannot be read. Never throws. */
    static List<QuorumMessage> decodeAll(final NodeId sender, final byte[] bytes) {
        final List<QuorumMessage> messages = new ArrayList<>();
        int at = 0;
        while (bytes.length - at >= HEADER_BYTES) {
            final int size =
                    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 8);
            if (size < HEADER_BYTES || size > bytes.length - at) {
                break;
            }
            final QuorumMessage message =
                    decode(sender, ByteBuffer.wrap(bytes, at, size).slice().order(ByteOrder.LITTLE_ENDIAN));
            if (message == null) {
                break;
            }
            messages.add(message);
            at += size;
        }
        return messages;
    }

    /** Reads what {@code sender} sent; null for what it may not say, and for what is no message. Never throws. */
    static QuorumMessage decode(final NodeId sender, final byte[] bytes) {
        return decode(sender, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static QuorumMessage decode(final NodeId sender, final ByteBuffer bytes) {
        if (bytes.limit() < HEADER_BYTES || bytes.getInt(8) != bytes.limit()) {
            return null;
        }
        bytes.position(HEADER_BYTES);
        try {
            final QuorumMessage message =
                    switch (bytes.getInt(0)) {
                        case NODE_INFO -> nodeInfo(sender, bytes);
                        case RECONFIGURE -> reconfigure(bytes);
                        case WINDOW_EXPIRED -> windowExpired(bytes);
                        case MODES_CHANGED -> modesChanged(bytes);
                        case TALLY_STATE -> tallyState(sender, bytes);
                        default -> null;
                    };
            return bytes.hasRemaining() ? null : message;
        } catch (final BufferUnderflowException e) {
            return null;
        }
    }

    private static NodeInfo nodeInfo(final NodeId sender, final ByteBuffer bytes) {
        final NodeId node = node(bytes.getInt());
        final int votes = bytes.getInt();
        final int expectedVotes = bytes.getInt();
        final int flags = bytes.getInt();
        return (node == null || node.equals(sender)) && areVotes(votes) && areExpectedVotes(expectedVotes)
                ? new NodeInfo(node, votes, expectedVotes, flags)
                : null;
    }

    private static QuorumMessage.Reconfigure reconfigure(final ByteBuffer bytes) {
        final NodeId node = node(bytes.getInt());
        final int value = bytes.getInt();
        final QuorumMessage.Parameter parameter = QuorumMessage.Parameter.of(bytes.getInt() & 0xFF);
        final int ticket = bytes.getInt();
        if (parameter == null) {
            return null;
        }
        final boolean isSound =
                switch (parameter) {
                    case EXPECTED_VOTES -> areExpectedVotes(value);
                    case NODE_VOTES -> node != null && areVotes(value);
                    case CANCEL_WAIT_FOR_ALL -> true;
                };
        return isSound ? new QuorumMessage.Reconfigure(parameter, node, value, ticket) : null;
    }

    private static QuorumMessage.WindowExpired windowExpired(final ByteBuffer bytes) {
        final int window = bytes.getInt();
        bytes.getInt();
        return new QuorumMessage.WindowExpired(window);
    }

    private static QuorumMessage.ModesChanged modesChanged(final ByteBuffer bytes) {
        final int bits = bytes.getInt();
        bytes.getInt();
        return new QuorumMessage.ModesChanged((bits & TWO_NODE) != 0, (bits & WAIT_FOR_ALL) != 0);
    }

    private static TallyState tallyState(final NodeId sender, final ByteBuffer bytes) {
        final NodeId self = node(bytes.getInt());
        final int bits = bytes.getInt();
        final TieBreaker.Kind kind = TieBreaker.Kind.of(bytes.getInt());
        final int quorum = bytes.getInt();
        final NodeId lowest = node(bytes.getInt());
        final NodeId highest = node(bytes.getInt());
        final int barrier = bytes.getInt();
        final int tracked = bytes.getInt();
        final int deviceVotes = bytes.getInt();
        final int window = bytes.getInt();
        bytes.getInt();
        final List<NodeId> list = nodes(bytes);
        final List<NodeId> members = nodes(bytes);
        final List<NodeId> previous = nodes(bytes);
        final TreeMap<NodeId, NodeEntry> entries = entries(bytes);
        if (!sender.equals(self)
                || list == null
                || members == null
                || previous == null
                || entries == null
                || !entries.containsKey(self)
                || kind == null
                || (kind == TieBreaker.Kind.LIST) == list.isEmpty()
                || quorum < 0
                || quorum > VoteQuorumSettings.EXPECTED_VOTES_MAX
                || !areExpectedVotes(barrier)
                || !areExpectedVotes(tracked)
                || !areVotes(deviceVotes)) {
            return null;
        }
        final boolean isWaitingForAll = (bits & WAITING_FOR_ALL) != 0;
        if (isWaitingForAll && entries.get(self).has(NodeFlags.QUORATE)) {
            return null;
        }
        return new TallyState(
                self,
                new TallyModes(
                        (bits & TWO_NODE) != 0,
                        (bits & WAIT_FOR_ALL) != 0,
                        (bits & LAST_MAN_STANDING) != 0,
                        new TieBreaker(kind, list),
                        (bits & ALLOW_DOWNSCALE) != 0,
                        (bits & TRACKING) != 0),
                entries,
                NodeSet.copyOf(members),
                NodeSet.copyOf(previous),
                quorum,
                lowest,
                highest,
                barrier,
                tracked,
                deviceVotes,
                window,
                (bits & WINDOW_OPEN) != 0,
                isWaitingForAll);
    }

    private static List<NodeId> nodes(final ByteBuffer bytes) {
        final int count = bytes.getInt();
        if (count < 0 || count > NODES_MAX) {
            return null;
        }
        final List<NodeId> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final NodeId node = node(bytes.getInt());
            if (node == null) {
                return null;
            }
            nodes.add(node);
        }
        return nodes;
    }

    private static TreeMap<NodeId, NodeEntry> entries(final ByteBuffer bytes) {
        final int count = bytes.getInt();
        if (count < 0 || count > NODES_MAX) {
            return null;
        }
        final TreeMap<NodeId, NodeEntry> entries = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            final NodeId node = node(bytes.getInt());
            final NodeState state = NodeState.of(bytes.getInt());
            final int votes = bytes.getInt();
            final int expectedVotes = bytes.getInt();
            final int flags = bytes.getInt();
            if (node == null || state == null || !areVotes(votes) || !areExpectedVotes(expectedVotes)) {
                return null;
            }
            entries.put(node, new NodeEntry(state, votes, expectedVotes, flags));
        }
        return entries;
    }

    private static void put(final ByteBuffer bytes, final List<NodeId> nodes) {
        bytes.putInt(nodes.size());
        nodes.forEach(node -> bytes.putInt(node.value()));
    }

    private static ByteBuffer begin(final byte[] whole, final int id) {
        return ByteBuffer.wrap(whole)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(id)
                .putInt(0)
                .putInt(whole.length)
                .putInt(0);
    }

    private static int numberOf(final NodeId node) {
        return node == null ? 0 : node.value();
    }

    private static NodeId node(final int number) {
        return number == 0 ? null : new NodeId(number);
    }

    private static boolean areVotes(final int votes) {
        return votes >= 0 && votes <= VoteQuorumSettings.VOTES_MAX;
    }

    private static boolean areExpectedVotes(final int votes) {
        return votes >= 0 && votes <= VoteQuorumSettings.EXPECTED_VOTES_MAX;
    }
}
