/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class MessagePiecesTest {

    @Property(tries = 500)
    void shouldCopyWhatWasAppended(
            @ForAll @Size(min = 1, max = 20) final List<@IntRange(min = 0, max = 300) Integer> lengths,
            @ForAll @IntRange(min = 0, max = 70) final int from,
            @ForAll final long seed) {
        final byte[] all = new byte[lengths.stream().mapToInt(length -> length).sum()];
        new Random(seed).nextBytes(all);
        final MessagePieces pieces = new MessagePieces();
        int at = 0;
        for (final int length : lengths) {
            // In the middle of a packet with something else, of which a small part is copied out.
            final byte[] packet = new byte[5 + length + (length % 7) * 100];
            System.arraycopy(all, at, packet, 5, length);
            pieces.append(packet, 5, length);
            at += length;
        }

        assertThat(pieces.length()).isEqualTo(all.length);
        assertThat(pieces.copy(0)).isEqualTo(all);
        final int start = Math.min(from, all.length);
        assertThat(pieces.copy(start)).isEqualTo(Arrays.copyOfRange(all, start, all.length));
        final int inFirst = Math.min(start, Math.min(MessagePieces.HEAD_BYTES, all.length));
        assertThat(pieces.contentFrom(inFirst).bytes()).isEqualTo(Arrays.copyOfRange(all, inFirst, all.length));
        final int head = Math.min(MessagePieces.HEAD_BYTES, all.length);
        assertThat(Arrays.copyOfRange(pieces.head(), pieces.headOffset(), pieces.headOffset() + head))
                .isEqualTo(Arrays.copyOf(all, head));
    }

    /** Whoever cuts a message into single bytes must not make us keep a packet for each. */
    @Example
    void shouldKeepLittleOfManySmallPieces() {
        final MessagePieces pieces = new MessagePieces();
        for (int i = 0; i < 100_000; i++) {
            pieces.append(new byte[64 * 1024], i % 1_000, 1);
        }

        assertThat(pieces.length()).isEqualTo(100_000);
        assertThat(pieces.keptBytes()).isLessThan(400_000);
    }
}
