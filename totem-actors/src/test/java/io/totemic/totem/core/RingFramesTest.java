/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.Totems.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.codec.RegularMessageCodec;
import io.totemic.protocol.message.RegularMessage;
import org.agrona.collections.MutableLong;
import org.junit.jupiter.api.Test;

final class RingFramesTest {

    /** A frame of the old ring that recovery brought and nobody kept would be missing for ever: nobody asks for it again. */
    @Test
    void shouldKeepWhatRecoveryBringsHoweverMuchItHolds() {
        final RingFrames old = new RingFrames(ring(1, 4), settings(1), new MutableLong());
        final byte[] payload = new byte[1024 * 1024];
        final int full = (int) (SortQueue.LIMIT_BYTES / payload.length);
        for (int seq = 2; seq < 2 + full; seq++) {
            old.queue.putReceived(frame(seq, payload));
        }
        final RegularMessage beyond = frame(2 + full, new byte[] {1});
        assertThat(old.queue.putReceived(beyond)).isFalse();

        final RegularMessage around =
                new RegularMessage(node(3), 1, 0, ring(1, 8), true, false, RegularMessageCodec.encapsulate(beyond));
        assertThat(old.absorb(around)).isNotNull();
        assertThat(old.queue.get(2 + full)).isNotNull();
    }

    private static RegularMessage frame(final int seq, final byte[] payload) {
        return new RegularMessage(node(2), seq, 0, ring(1, 4), false, false, payload);
    }
}
