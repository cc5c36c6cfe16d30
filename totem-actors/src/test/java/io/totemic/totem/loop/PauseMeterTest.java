/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseMeterTest {

    private static final long MILLISECOND = 1_000_000L;

    private long collectionMs = 40;
    private final PauseMeter meter = new PauseMeter(() -> collectionMs);

    @Test
    void shouldCallAPauseWhatIsLongerThanTheThreshold() {
        assertThat(meter.isPause(Long.MAX_VALUE - 1)).isFalse();
        meter.thresholdNs(200 * MILLISECOND);

        assertThat(meter.isPause(200 * MILLISECOND)).isFalse();
        assertThat(meter.isPause(200 * MILLISECOND + 1)).isTrue();
    }

    @Test
    void shouldSayHowMuchOfAPauseWasGarbageCollection() {
        meter.thresholdNs(200 * MILLISECOND);
        meter.onTurn(0);
        collectionMs += 250;

        assertThat(meter.end(300 * MILLISECOND))
                .isEqualTo(new Pause(300 * MILLISECOND, 250 * MILLISECOND, 200 * MILLISECOND));
        assertThat(meter.end(300 * MILLISECOND).gcNs()).isZero();
    }

    @Test
    void shouldNotBlameCollectionsBeforeThePause() {
        meter.onTurn(0);
        collectionMs += 500;
        meter.onTurn(1_000 * MILLISECOND);

        assertThat(meter.end(300 * MILLISECOND).gcNs()).isZero();
    }

    @Test
    void shouldNotSayMoreThanThePauseItself() {
        meter.onTurn(0);
        collectionMs += 500;

        assertThat(meter.end(300 * MILLISECOND).gcNs()).isEqualTo(300 * MILLISECOND);
    }
}
