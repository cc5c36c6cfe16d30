/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedRunTest {

    private final List<byte[]> held = new ArrayList<>();

    /** A decoder that believes the length that an input says is caught. */
    @Test
    void shouldFindADecoderThatAllocatesWhatItIsTold() throws Exception {
        final BoundedRun run = new BoundedRun(target(input -> held.add(new byte[input[0] * 1_000_000])));

        assertThat(run.decode(new byte[] {0})).isTrue();
        assertThatThrownBy(() -> run.decode(new byte[] {3}))
                .isInstanceOf(BoundBrokenException.class)
                .hasMessageMatching(
                        "an input of 1 bytes made the decoder allocate 3\\d{6} bytes, must be at most 4106");
    }

    @Test
    void shouldFindADecoderThatTakesTooLong() {
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final BoundedRun run = new BoundedRun(target(input -> {
            // Of the processor: a busy machine takes longer by the clock.
            final long untilNs = threads.getCurrentThreadCpuTime() + BoundedRun.TIME_BOUND_NS;
            while (threads.getCurrentThreadCpuTime() <= untilNs) {
                Thread.onSpinWait();
            }
        }));

        assertThatThrownBy(() -> run.decode(new byte[] {1}))
                .isInstanceOf(BoundBrokenException.class)
                .hasMessageContaining("must take at most 1000");
    }

    /** What happens once, such as the loading of a class, is no fault of the input. */
    @Test
    void shouldTryAnInputAgainBeforeItIsAFinding() throws Exception {
        final BoundedRun run = new BoundedRun(target(input -> {
            if (held.isEmpty()) {
                held.add(new byte[1_000_000]);
            }
        }));

        assertThat(run.decode(new byte[] {1})).isTrue();
        assertThat(run.worst()).matches("most allocated \\d{1,4} bytes \\(for \\d\\), longest \\d+ us");
    }

    private interface Decoder {
        void decode(byte[] input);
    }

    private static FuzzTarget target(final Decoder decoder) {
        return new FuzzTarget() {
            @Override
            public boolean decode(final byte[] input) {
                decoder.decode(input);
                return true;
            }

            @Override
            public List<byte[]> seeds() {
                return List.of(new byte[] {1});
            }

            @Override
            public AllocationBound bound() {
                return new AllocationBound(4096, 10);
            }
        };
    }
}
