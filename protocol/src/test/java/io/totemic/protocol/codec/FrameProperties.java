/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TotemMessage;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.agrona.concurrent.UnsafeBuffer;

/** What holds for every frame, ours and rubbish. */
class FrameProperties {

    private static final int OFFSET = 3;

    @Provide
    Arbitrary<TotemMessage> messages() {
        return TotemMessages.any().withoutEdgeCases();
    }

    /** Bytes behind a header that gets past the first checks, so that the later ones are reached. */
    @Provide
    Arbitrary<byte[]> rubbish() {
        return Combinators.combine(
                        Arbitraries.of("70c0", "c070"),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(120))
                .as((magic, type, tail) -> {
                    final byte[] frame = Arrays.copyOf(Frames.hex(magic + "03"), 4 + tail.length);
                    frame[3] = type.byteValue();
                    System.arraycopy(tail, 0, frame, 4, tail.length);
                    return frame;
                });
    }

    /** One to four bytes at any place replaced; small values are likely, since counts and indexes are small. */
    @Provide
    Arbitrary<List<Mutation>> mutations() {
        final Arbitrary<Byte> values =
                Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.bytes().between((byte) -1, (byte) 4));
        return Combinators.combine(Arbitraries.integers().between(0, Integer.MAX_VALUE), values)
                .as(Mutation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    record Mutation(int place, byte value) {}

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldReadWhatWasWritten(@ForAll("messages") final TotemMessage message) {
        final byte[] frame = Frames.encode(message);

        assertThat(Frames.check(frame)).isNull();
        assertThat(Frames.decode(frame)).usingRecursiveComparison().isEqualTo(message);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldWriteAtAnyOffset(@ForAll("messages") final TotemMessage message) {
        final byte[] alone = Frames.encode(message);
        final byte[] padded = new byte[OFFSET + alone.length];

        final int length = FrameCodec.encode(message, new UnsafeBuffer(padded), OFFSET);

        assertThat(length).isEqualTo(alone.length);
        assertThat(Arrays.copyOfRange(padded, OFFSET, padded.length)).isEqualTo(alone);
    }

    @Property(tries = 5_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldSurviveAnyBytes(@ForAll final byte[] bytes) {
        assertDecodesIfSane(bytes);
    }

    @Property(tries = 8_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldSurviveRubbishBehindAHeader(@ForAll("rubbish") final byte[] bytes) {
        assertDecodesIfSane(bytes);
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldRejectEveryTruncation(@ForAll("messages") final TotemMessage message) {
        final byte[] frame = Frames.encode(message);
        for (int length = 0; length < frame.length; length++) {
            final byte[] truncated = Arrays.copyOf(frame, length);
            // The payload of a message has no length field; nothing tells that its end is missing.
            if (message instanceof RegularMessage && length >= FrameLayout.MCAST_HEADER_LENGTH) {
                assertDecodesIfSane(truncated);
            } else if (message instanceof MergeDetect && length == FrameLayout.MERGE_DETECT_LENGTH) {
                // Without its trailer it is a merge detect of Corosync.
                assertDecodesIfSane(truncated);
            } else {
                assertThat(Frames.check(truncated)).isNotNull();
            }
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldRejectTrailingBytes(@ForAll("messages") final TotemMessage message) {
        final byte[] frame = Frames.encode(message);
        final byte[] longer = Arrays.copyOf(frame, frame.length + 1);

        assertThat(Frames.check(longer)).isEqualTo(message instanceof RegularMessage ? null : FrameFault.LENGTH);
    }

    @Property(tries = 8_000, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void shouldSurviveMutations(
            @ForAll("messages") final TotemMessage message, @ForAll("mutations") final List<Mutation> mutations) {
        final byte[] frame = Frames.encode(message);
        for (final Mutation mutation : mutations) {
            frame[mutation.place() % frame.length] = mutation.value();
        }
        assertDecodesIfSane(frame);
    }

    /** The frame ends where its buffer ends, so that reading behind it throws; what was read is sane to send, too. */
    private static void assertDecodesIfSane(final byte[] frame) {
        final byte[] padded = new byte[OFFSET + frame.length];
        System.arraycopy(frame, 0, padded, OFFSET, frame.length);
        final UnsafeBuffer buffer = new UnsafeBuffer(padded);
        if (FrameSanity.check(buffer, OFFSET, frame.length) == null) {
            final TotemMessage message = FrameCodec.decode(buffer, OFFSET, frame.length);
            assertThat(Frames.check(Frames.encode(message))).as("%s", message).isNull();
        }
    }
}
