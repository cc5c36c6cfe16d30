/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static io.totemic.protocol.codec.FrameLayout.*;

import io.totemic.protocol.RingId;
import io.totemic.protocol.message.OrfToken;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Frame type 0: 57 bytes and 16 for each retransmit request. */
final class OrfTokenCodec {

    private static final int[] NO_REQUESTS = {};

    private OrfTokenCodec() {}

    static int encode(final OrfToken token, final MutableDirectBuffer buffer, final int offset) {
        putHeader(buffer, offset, TYPE_ORF_TOKEN, 0, token.sender().value());
        buffer.putInt(offset + TOKEN_SEQ_OFFSET, token.seq(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TOKEN_TOKEN_SEQ_OFFSET, token.tokenSeq(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TOKEN_ARU_OFFSET, token.aru(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TOKEN_ARU_ADDRESS_OFFSET, token.aruAddress(), ByteOrder.LITTLE_ENDIAN);
        RingIdCodec.encode(token.ringId(), buffer, offset + TOKEN_RING_ID_OFFSET);
        buffer.putInt(offset + TOKEN_BACKLOG_OFFSET, token.backlogMessages(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TOKEN_FCC_OFFSET, token.fccMessages(), ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(offset + TOKEN_RETRANS_FLAG_OFFSET, token.isRetransmitting() ? 1 : 0, ByteOrder.LITTLE_ENDIAN);
        final int count = token.retransmitRequestCount();
        buffer.putInt(offset + TOKEN_RTR_COUNT_OFFSET, count, ByteOrder.LITTLE_ENDIAN);
        int at = offset + TOKEN_RTR_LIST_OFFSET;
        for (int i = 0; i < count; i++) {
            RingIdCodec.encode(token.ringId(), buffer, at);
            buffer.putInt(at + RING_ID_LENGTH, token.retransmitRequest(i), ByteOrder.LITTLE_ENDIAN);
            at += TOKEN_RTR_ENTRY_LENGTH;
        }
        return at - offset;
    }

    static FrameFault check(final DirectBuffer buffer, final int offset, final int length, final ByteOrder order) {
        if (length < TOKEN_RTR_LIST_OFFSET) {
            return FrameFault.LENGTH;
        }
        final int count = buffer.getInt(offset + TOKEN_RTR_COUNT_OFFSET, order);
        if (count < 0 || count > OrfToken.RETRANSMIT_ENTRIES_MAX) {
            return FrameFault.RANGE;
        }
        if (length != TOKEN_RTR_LIST_OFFSET + count * TOKEN_RTR_ENTRY_LENGTH) {
            return FrameFault.LENGTH;
        }
        return RingIdCodec.isSane(buffer, offset + TOKEN_RING_ID_OFFSET)
                        && buffer.getInt(offset + NODE_ID_OFFSET) != 0
                        && buffer.getInt(offset + TOKEN_FCC_OFFSET, order) >= 0
                        && buffer.getInt(offset + TOKEN_BACKLOG_OFFSET, order) >= 0
                ? null
                : FrameFault.RANGE;
    }

    static OrfToken decode(final DirectBuffer buffer, final int offset, final ByteOrder order, final KnownIds known) {
        final RingId ringId = RingIdCodec.decode(buffer, offset + TOKEN_RING_ID_OFFSET, order, known);
        final int count = buffer.getInt(offset + TOKEN_RTR_COUNT_OFFSET, order);
        int[] requests = count == 0 ? NO_REQUESTS : new int[count];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            final int at = offset + TOKEN_RTR_LIST_OFFSET + i * TOKEN_RTR_ENTRY_LENGTH;
            // A request for another ring can be served by nobody on this one.
            if (RingIdCodec.isSane(buffer, at)
                    && RingIdCodec.decode(buffer, at, order).equals(ringId)) {
                requests[kept++] = buffer.getInt(at + RING_ID_LENGTH, order);
            }
        }
        requests = kept == count ? requests : Arrays.copyOf(requests, kept);
        return OrfToken.draft(known.node(buffer.getInt(offset + NODE_ID_OFFSET, order)), ringId)
                .seq(buffer.getInt(offset + TOKEN_SEQ_OFFSET, order))
                .tokenSeq(buffer.getInt(offset + TOKEN_TOKEN_SEQ_OFFSET, order))
                .aru(
                        buffer.getInt(offset + TOKEN_ARU_OFFSET, order),
                        buffer.getInt(offset + TOKEN_ARU_ADDRESS_OFFSET, order))
                .backlogMessages(buffer.getInt(offset + TOKEN_BACKLOG_OFFSET, order))
                .fccMessages(buffer.getInt(offset + TOKEN_FCC_OFFSET, order))
                .retransmitting(buffer.getInt(offset + TOKEN_RETRANS_FLAG_OFFSET, order) != 0)
                .retransmitRequests(requests)
                .build();
    }
}
