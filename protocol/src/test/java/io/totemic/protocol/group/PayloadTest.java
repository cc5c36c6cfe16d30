/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class PayloadTest {

    @Property(tries = 500)
    void shouldReadTheSameInPiecesAndJoined(
            @ForAll @Size(min = 1, max = 6) final List<@IntRange(min = 0, max = 50) Integer> lengths,
            @ForAll @IntRange(max = 300) final int anyFrom,
            @ForAll @IntRange(max = 300) final int anyCount,
            @ForAll final long seed) {
        final byte[] all = new byte[lengths.stream().mapToInt(length -> length).sum()];
        new Random(seed).nextBytes(all);
        final Payload payload = pieces(all, lengths);
        final int from = Math.min(anyFrom, all.length);
        final int count = Math.min(anyCount, all.length - from);

        assertThat(payload.length()).isEqualTo(all.length);
        assertThat(gathered(payload)).isEqualTo(all);
        assertThat(copied(payload, from, count)).isEqualTo(Arrays.copyOfRange(all, from, from + count));

        final byte[] joined = payload.bytes();

        assertThat(joined).isEqualTo(all);
        assertThat(payload.bytes()).isSameAs(joined);
        assertThat(payload.length()).isEqualTo(all.length);
        assertThat(gathered(payload)).isEqualTo(all);
        assertThat(copied(payload, from, count)).isEqualTo(Arrays.copyOfRange(all, from, from + count));
    }

    @Example
    void shouldBeTheArrayThatItIsOf() {
        final byte[] bytes = {1, 2, 3};

        assertThat(Payload.of(bytes).bytes()).isSameAs(bytes);
    }

    @Example
    void shouldNotLetBuffersBeWritten() {
        final byte[] bytes = {1, 2, 3};

        for (final Payload payload : List.of(Payload.of(bytes), Payload.of(List.of(ByteBuffer.wrap(bytes))))) {
            assertThat(payload.buffers()).allMatch(ByteBuffer::isReadOnly);
        }
    }

    @Example
    void shouldRefuseWhatIsNotThere() {
        final byte[] bytes = {1, 2, 3};
        final byte[] target = new byte[2];

        for (final Payload payload : List.of(Payload.of(bytes), Payload.of(List.of(ByteBuffer.wrap(bytes))))) {
            for (final int[] wrong :
                    new int[][] {{-1, 0, 1}, {2, 0, 2}, {0, 1, 2}, {0, -1, 1}, {0, 0, -1}, {0, 0, 3}}) {
                assertThatThrownBy(() -> payload.copyTo(wrong[0], target, wrong[1], wrong[2]))
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessageContaining("of 3");
            }
        }
        assertThat(target).containsOnly(0);
    }

    /** Two members on a node may be told the same message on two threads. */
    @Example
    void shouldBeJoinedByTwoThreadsAtOnce() throws Exception {
        final byte[] all = new byte[3_000];
        new Random(1).nextBytes(all);
        for (int round = 0; round < 200; round++) {
            final Payload payload = pieces(all, List.of(1_000, 500, 1_500));
            final CyclicBarrier both = new CyclicBarrier(2);
            final CompletableFuture<byte[]> other = CompletableFuture.supplyAsync(() -> {
                await(both);
                return payload.bytes();
            });
            await(both);
            final byte[] head = copied(payload, 990, 20);

            assertThat(payload.bytes()).isEqualTo(all);
            assertThat(head).isEqualTo(Arrays.copyOfRange(all, 990, 1_010));
            assertThat(other.get()).isEqualTo(all);
        }
    }

    private static void await(final CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (final Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each piece stands in an array of its own, in the middle of other bytes. */
    private static Payload pieces(final byte[] all, final List<Integer> lengths) {
        final List<ByteBuffer> pieces = new ArrayList<>();
        int at = 0;
        for (final int length : lengths) {
            final byte[] packet = new byte[length + 10];
            Arrays.fill(packet, (byte) 0x55);
            System.arraycopy(all, at, packet, 7, length);
            pieces.add(ByteBuffer.wrap(packet, 7, length));
            at += length;
        }
        return Payload.of(pieces);
    }

    private static byte[] gathered(final Payload payload) {
        final ByteBuffer whole = ByteBuffer.allocate(payload.length());
        payload.buffers().forEach(whole::put);
        return whole.array();
    }

    private static byte[] copied(final Payload payload, final int from, final int count) {
        final byte[] target = new byte[count + 2];
        payload.copyTo(from, target, 1, count);
        assertThat(IntStream.of(target[0], target[count + 1])).containsOnly(0);
        return Arrays.copyOfRange(target, 1, count + 1);
    }
}
