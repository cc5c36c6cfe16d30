/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Node ids, ring ids, and the two small tools that all cores share. */
class IdsTest {

    @Test
    void shouldPrintRingIdsAsCorosyncDoes() {
        assertThat(new RingId(NodeId.of(10), 0x1F4)).hasToString("10.1f4");
        assertThat(new RingId(NodeId.of(4294967295L), -1)).hasToString("4294967295.ffffffffffffffff");
    }

    @Test
    void shouldCountRingSeqsOverTheLimits() {
        final RingId ring = new RingId(NodeId.of(1), 0x8000_0000_0000_0000L);

        assertThat(ring.isYoungerThan(0x7FFF_FFFF_FFFF_FFFFL)).isTrue();
        assertThat(ring.isYoungerThan(ring.seq())).isFalse();
        assertThat(RingId.youngerSeq(-1, 1)).isEqualTo(1);
        assertThat(RingId.youngerSeq(3, 2)).isEqualTo(3);
    }

    /** Of two that are far apart the lower one has begun anew. */
    @Test
    void shouldTakeTheHigherOfTwoRingSeqsThatAreFarApart() {
        for (final long high :
                new long[] {0x4000_0000_0000_0005L, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 9}) {
            assertThat(RingId.isYounger(high, 1)).as("%x", high).isTrue();
            assertThat(RingId.isYounger(1, high)).as("%x", high).isFalse();
        }
    }

    @Test
    void shouldTellRingsOfEqualSeqApart() {
        assertThat(new RingId(NodeId.of(1), 9)).isNotEqualTo(new RingId(NodeId.of(2), 9));
    }

    @Test
    void shouldTakeNodeIdsAsUnsignedNumbersOtherThanZero() {
        assertThat(NodeId.of(4294967295L).value()).isEqualTo(-1);
        assertThat(NodeId.of(4294967295L)).hasToString("4294967295").isGreaterThan(NodeId.of(1));
        assertThatThrownBy(() -> NodeId.of(0)).hasMessage("node id is 0, must be 1..4294967295");
        assertThatThrownBy(() -> NodeId.of(4294967296L)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NodeId(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDrainEffectsInOrderAndForgetThem() {
        final Effects<String> effects = new Effects<>();
        effects.add("first");
        effects.add("second");
        final List<String> drained = new ArrayList<>();

        effects.drainTo(drained::add);

        assertThat(drained).containsExactly("first", "second");
        assertThat(effects.isEmpty()).isTrue();
    }

    @Test
    void shouldNameTheRuleOfABrokenInvariant() {
        Invariants.check(true, "never said");
        assertThatThrownBy(() -> Invariants.check(false, "aru is %d, must be at most %d", 5, 4))
                .isInstanceOf(InvariantViolation.class)
                .hasMessage("aru is 5, must be at most 4");
    }
}
