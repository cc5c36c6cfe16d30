/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Alarm;
import io.totemic.protocol.RingTime;
import io.totemic.protocol.codec.FrameFault;
import org.junit.jupiter.api.Test;

/** However many frames are dropped, one line a minute for each kind and source. */
class FaultLogTest {

    private static final long MINUTE_NS = FaultLog.INTERVAL_NS;

    private long nowNs = 5;
    private final FaultLog log = new FaultLog(new RingTime() {
        @Override
        public long nowNs() {
            return nowNs;
        }

        @Override
        public Alarm alarm(final Runnable onDue) {
            throw new UnsupportedOperationException();
        }
    });

    @Test
    void shouldTellTheFirstAndThenOnceAMinute() {
        assertThat(log.count(FrameFault.TAG, 2)).isEqualTo(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(log.count(FrameFault.TAG, 2)).isZero();
        }
        nowNs += MINUTE_NS - 1;
        assertThat(log.count(FrameFault.TAG, 2)).isZero();
        nowNs += 1;
        assertThat(log.count(FrameFault.TAG, 2)).isEqualTo(1003);
        assertThat(log.count(FrameFault.TAG, 2)).isZero();
    }

    @Test
    void shouldTellEachKindAndSourceByItself() {
        assertThat(log.count(FrameFault.TAG, 2)).isEqualTo(1);
        assertThat(log.count(FrameFault.REPLAY, 2)).isEqualTo(1);
        assertThat(log.count(FrameFault.TAG, 3)).isEqualTo(1);
        assertThat(log.count(FrameFault.TAG, 0)).isEqualTo(1);
        assertThat(log.count(FrameFault.TAG, 3)).isZero();
    }
}
