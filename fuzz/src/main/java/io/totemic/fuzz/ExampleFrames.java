/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.FrameCodec;
import io.totemic.protocol.codec.RegularMessageCodec;
import io.totemic.protocol.message.CommitToken;
import io.totemic.protocol.message.Hearing;
import io.totemic.protocol.message.Join;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import io.totemic.protocol.message.TotemMessage;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** A frame or two of each kind. */
final class ExampleFrames {

    private static final NodeId ONE = NodeId.of(1);
    private static final NodeId THREE = NodeId.of(3);
    private static final RingId RING = new RingId(ONE, 0x1_0000_0004L);
    private static final NodeSet MEMBERS = NodeSet.of(ONE, NodeId.of(2), THREE);

    private ExampleFrames() {}

    static List<TotemMessage> messages() {
        final RegularMessage data = new RegularMessage(THREE, 7, 5, RING, false, true, new byte[] {1, 2, 3});
        final CommitToken empty = CommitToken.create(ONE, 8, MEMBERS);
        final List<CommitToken.MemberEntry> entries = new ArrayList<>(empty.entries());
        entries.set(0, new CommitToken.MemberEntry(RING, 5, 4, true));
        return List.of(
                OrfToken.draft(ONE, RING)
                        .seq(40)
                        .tokenSeq(9)
                        .aru(38, 3)
                        .fccMessages(2)
                        .backlogMessages(6)
                        .retransmitting(true)
                        .retransmitRequests(39, 40)
                        .build(),
                data,
                new RegularMessage(ONE, 8, 6, RING, true, false, RegularMessageCodec.encapsulate(data)),
                new MergeDetect(ONE, RING),
                new MergeDetect(ONE, RING, new Hearing(MEMBERS, NodeSet.of(THREE), RING, true)),
                new Join(ONE, MEMBERS, NodeSet.of(NodeId.of(2)), 12, false),
                new Join(THREE, MEMBERS, NodeSet.of(THREE), 12, true),
                empty,
                empty.filled(entries),
                new TokenHoldCancel(THREE, RING));
    }

    static List<byte[]> bytes() {
        return messages().stream().map(ExampleFrames::encode).toList();
    }

    static byte[] encode(final TotemMessage message) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final byte[] bytes = new byte[FrameCodec.encode(message, buffer, 0)];
        buffer.getBytes(0, bytes);
        return bytes;
    }
}
