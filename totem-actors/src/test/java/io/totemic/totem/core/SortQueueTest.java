/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.frame;
import static io.totemic.totem.core.TrackerDriver.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.RegularMessage;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SortQueueTest {

    @Test
    void shouldMoveAruOverWhatIsComplete() {
        final SortQueue queue = new SortQueue(0);

        queue.put(frame(OLD, 1, 2));
        assertThat(queue.aru()).isZero();
        assertThat(queue.highSeq()).isEqualTo(2);
        queue.put(frame(OLD, 1, 1));
        assertThat(queue.aru()).isEqualTo(2);
    }

    @Test
    void shouldRefuseDuplicatesFreedOnesAndThoseBeyondTheWindow() {
        final SortQueue queue = new SortQueue(0);

        assertThat(queue.put(frame(OLD, 1, 1))).isTrue();
        assertThat(queue.put(frame(OLD, 1, 1))).isFalse();
        queue.releaseUpTo(1);
        assertThat(queue.put(frame(OLD, 1, 1))).isFalse();
        assertThat(queue.put(frame(OLD, 1, 0))).isFalse();
        assertThat(queue.put(frame(OLD, 1, SortQueue.CAPACITY + 2))).isFalse();
        assertThat(queue.isWithin(SortQueue.CAPACITY + 2)).isFalse();
        assertThat(queue.put(frame(OLD, 1, SortQueue.CAPACITY + 1))).isTrue();
        assertThat(queue.isWithin(1)).isFalse();
    }

    /** Behind a hole others could fill the memory; what closes the hole is taken, and so is what this node sends. */
    @Test
    void shouldTakeNoMoreBytesOfOthersThanTheLimit() {
        final SortQueue queue = new SortQueue(0);
        final byte[] payload = new byte[1024 * 1024];
        final int fitting = (int) (SortQueue.LIMIT_BYTES / payload.length);
        for (int seq = 2; seq < 2 + fitting; seq++) {
            assertThat(queue.putReceived(large(seq, payload))).isTrue();
        }

        assertThat(queue.putReceived(large(2 + fitting, payload))).isFalse();
        assertThat(queue.put(large(3 + fitting, payload))).isTrue();
        assertThat(queue.putReceived(large(1, payload))).isTrue();
        assertThat(queue.aru()).isEqualTo(1 + fitting);
        assertThat(queue.storedBytes()).isEqualTo((fitting + 2L) * payload.length);

        queue.releaseUpTo(queue.aru());
        assertThat(queue.storedBytes()).isEqualTo(payload.length);
        queue.remove(3 + fitting);
        assertThat(queue.storedBytes()).isZero();
        assertThat(queue.putReceived(large(2 + fitting, payload))).isTrue();
    }

    private static RegularMessage large(final int seq, final byte[] payload) {
        return new RegularMessage(new NodeId(1), seq, 0, OLD, false, false, payload);
    }

    @Test
    void shouldForgetWhatIsReleased() {
        final SortQueue queue = new SortQueue(0);
        queue.put(frame(OLD, 1, 1));
        queue.put(frame(OLD, 1, 2));

        queue.releaseUpTo(1);
        queue.releaseUpTo(0);

        assertThat(queue.released()).isEqualTo(1);
        assertThat(queue.get(1)).isNull();
        assertThat(queue.get(2)).isNotNull();
        assertThat(queue.get(3)).isNull();
        assertThat(queue.aru()).isEqualTo(2);
    }

    @Test
    void shouldKeepEverythingWhenItGrows() {
        final SortQueue queue = new SortQueue(-100);
        for (int seq = SortQueue.CAPACITY - 100; seq > -100; seq--) {
            assertThat(queue.put(frame(OLD, 1, seq))).isTrue();
        }

        assertThat(queue.aru()).isEqualTo(SortQueue.CAPACITY - 100);
        for (int seq = -99; seq <= SortQueue.CAPACITY - 100; seq++) {
            assertThat(queue.get(seq).seq()).isEqualTo(seq);
        }
    }

    @Provide
    Arbitrary<List<Integer>> distances() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(8, Arbitraries.integers().between(-5, 40)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(200, 3_000)))
                .list()
                .ofMaxSize(300);
    }

    /** Against a map, from a start near the wrap; each distance is counted from aru, and some steps release. */
    @Property(tries = 200)
    void shouldAgreeWithAMapAcrossTheWrap(@ForAll("distances") final List<Integer> distances) {
        final int start = -120;
        final SortQueue queue = new SortQueue(start);
        final TreeMap<Integer, RegularMessage> model = new TreeMap<>();
        int released = 0;
        for (final int distance : distances) {
            final int place = queue.aru() - start + distance;
            final boolean isNew = place > released && !model.containsKey(place);
            final RegularMessage frame = frame(OLD, 1, start + place);
            assertThat(queue.put(frame)).isEqualTo(isNew);
            if (isNew) {
                model.put(place, frame);
            }
            if (distance % 7 == 0) {
                released = queue.aru() - start;
                queue.releaseUpTo(queue.aru());
                model.headMap(released, true).clear();
            }
        }
        int complete = released;
        while (model.containsKey(complete + 1)) {
            complete++;
        }
        assertThat(queue.aru() - start).isEqualTo(complete);
        for (int place = released - 3; place < released + 4_000; place++) {
            assertThat(queue.get(start + place)).isSameAs(model.get(place));
        }
    }
}
