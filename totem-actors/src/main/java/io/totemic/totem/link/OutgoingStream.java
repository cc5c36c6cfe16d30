/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import java.util.List;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.status.CountersReader;

/** One publication, opened without waiting, and opened again at the end of its positions. */
final class OutgoingStream {

    private static final int SENDER_POSITION_TYPE_ID = 2;
    private static final int OFFERS_PER_TERM_ROTATION = 3;

    private final Aeron aeron;
    private final String channel;
    private final int streamId;
    private final List<String> destinations;
    private final IntSupplier sessionIds;
    private final int segmentBytes;
    private final BufferClaim claim = new BufferClaim();
    private long pendingId;
    private ExclusivePublication publication;
    private int senderPositionId = CountersReader.NULL_COUNTER_ID;

    OutgoingStream(
            final Aeron aeron,
            final String channel,
            final int streamId,
            final List<String> destinations,
            final IntSupplier sessionIds,
            final int segmentBytes) {
        this.aeron = aeron;
        this.channel = channel;
        this.streamId = streamId;
        this.destinations = destinations;
        this.sessionIds = sessionIds;
        this.segmentBytes = segmentBytes;
        this.pendingId = add();
    }

    private long add() {
        return aeron.asyncAddExclusivePublication(channel + "|session-id=" + sessionIds.getAsInt(), streamId);
    }

    /** Takes the publication over when the driver has made it; answers whether it is there. */
    boolean isOpen() {
        if (publication != null) {
            return true;
        }
        final ExclusivePublication made = aeron.getExclusivePublication(pendingId);
        if (made == null) {
            return false;
        }
        for (final String destination : destinations) {
            made.asyncAddDestination(destination);
        }
        publication = made;
        return true;
    }

    /** Offers once, over the end of a term if need be. Answers as {@link Publication#offer} does. */
    long offer(final DirectBuffer buffer, final int offset, final int length) {
        if (publication == null) {
            return Publication.NOT_CONNECTED;
        }
        if (segmentBytes > 0 && length > segmentBytes - DataHeaderFlyweight.HEADER_LENGTH) {
            return offerInSegments(buffer, offset, length);
        }
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; i < OFFERS_PER_TERM_ROTATION && result == Publication.ADMIN_ACTION; i++) {
            result = publication.offer(buffer, offset, length);
        }
        return result;
    }

    /** As fragments that are segments. If one is refused the next offer begins anew, and receivers forget what there was. */
    private long offerInSegments(final DirectBuffer buffer, final int offset, final int length) {
        if (!publication.isConnected()) {
            return Publication.NOT_CONNECTED;
        }
        final int most = segmentBytes - DataHeaderFlyweight.HEADER_LENGTH;
        final long neededBytes = (length / most + 2L) * segmentBytes;
        if (publication.availableWindow() < neededBytes
                && publication.maxPossiblePosition() - publication.position() > neededBytes) {
            return Publication.BACK_PRESSURED;
        }
        long result = 0;
        for (int at = 0; at < length; at += most) {
            final int bytes = Math.min(most, length - at);
            result = claim(bytes);
            if (result < 0) {
                return result;
            }
            claim.buffer().putBytes(claim.offset(), buffer, offset + at, bytes);
            claim.flags((byte) ((at == 0 ? FrameDescriptor.BEGIN_FRAG_FLAG : 0)
                    | (at + bytes == length ? FrameDescriptor.END_FRAG_FLAG : 0)));
            claim.commit();
        }
        return result;
    }

    private long claim(final int bytes) {
        long result = Publication.ADMIN_ACTION;
        for (int i = 0; i < OFFERS_PER_TERM_ROTATION && result == Publication.ADMIN_ACTION; i++) {
            result = publication.tryClaim(bytes, claim);
        }
        return result;
    }

    /** Whether all that was offered has left, or never will because nobody is connected. */
    boolean isFlushed() {
        if (publication == null || !publication.isConnected()) {
            return true;
        }
        final CountersReader counters = aeron.countersReader();
        if (senderPositionId == CountersReader.NULL_COUNTER_ID) {
            senderPositionId =
                    counters.findByTypeIdAndRegistrationId(SENDER_POSITION_TYPE_ID, publication.registrationId());
            if (senderPositionId == CountersReader.NULL_COUNTER_ID) {
                return true;
            }
        }
        return counters.getCounterValue(senderPositionId) >= publication.position();
    }

    boolean isConnected() {
        return publication != null && publication.isConnected();
    }

    /** Session of the open publication, 0 before. */
    int sessionId() {
        return publication == null ? 0 : publication.sessionId();
    }

    boolean isOpenSession(final int sessionId) {
        return publication != null && publication.sessionId() == sessionId;
    }

    void reopen() {
        if (publication != null) {
            publication.close();
            publication = null;
            senderPositionId = CountersReader.NULL_COUNTER_ID;
            pendingId = add();
        }
    }
}
