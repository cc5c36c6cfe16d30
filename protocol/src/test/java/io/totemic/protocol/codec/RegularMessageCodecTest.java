/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.MergeDetect;
import io.totemic.protocol.message.RegularMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Old messages inside frames of the ring under recovery. */
class RegularMessageCodecTest {

    private static final NodeId ORIGINATOR = NodeId.of(1);
    private static final NodeId RESENDER = NodeId.of(2);
    private static final RingId OLD_RING = new RingId(ORIGINATOR, 5);
    private static final RingId NEW_RING = new RingId(ORIGINATOR, 9);

    @Test
    void shouldUnwrapWhatWasEncapsulated() {
        final RegularMessage old = message(false);

        final RegularMessage unwrapped =
                RegularMessageCodec.unwrap(encapsulating(RegularMessageCodec.encapsulate(old)));

        assertThat(unwrapped).usingRecursiveComparison().isEqualTo(old);
    }

    @Test
    void shouldEncapsulateAWholeFrame() {
        final RegularMessage old = message(false);

        assertThat(RegularMessageCodec.encapsulate(old)).isEqualTo(Frames.encode(old));
    }

    /** In the middle of an array, as when segments were put together, in a part of a buffer, and off the heap. */
    @Test
    void shouldReadAFrameWhereverItStands() {
        final RegularMessage message = message(false);
        final byte[] frame = Frames.encode(message);
        final byte[] array = new byte[frame.length + 60];
        System.arraycopy(frame, 0, array, 39, frame.length);
        final UnsafeBuffer offHeap = new UnsafeBuffer(ByteBuffer.allocateDirect(array.length));
        offHeap.putBytes(0, array);

        for (final UnsafeBuffer whole :
                List.of(new UnsafeBuffer(array), new UnsafeBuffer(ByteBuffer.wrap(array)), offHeap)) {
            final UnsafeBuffer part = new UnsafeBuffer(whole, 32, frame.length + 20);

            assertThat(FrameCodec.decode(whole, 39, frame.length))
                    .usingRecursiveComparison()
                    .isEqualTo(message);
            assertThat(FrameCodec.decode(part, 7, frame.length))
                    .usingRecursiveComparison()
                    .isEqualTo(message);
        }
    }

    /** The inner frame stands in its originator's byte order, whatever that of the node that sends it again. */
    @Test
    void shouldUnwrapABigEndianFrame() {
        final byte[] inner = Frames.hex("""
                c070 03 01 02 00000001 00000000
                00000001 | 00000007 | 00000003
                00000001 0000000000000005
                00000000 | 00000001
                0a0b
                """);

        assertThat(RegularMessageCodec.unwrap(encapsulating(inner)))
                .usingRecursiveComparison()
                .isEqualTo(message(false));
    }

    @Test
    void shouldNotUnwrapAnythingButAnOldMessage() {
        final byte[] whole = RegularMessageCodec.encapsulate(message(false));

        assertThat(RegularMessageCodec.unwrap(encapsulating(new byte[0]))).isNull();
        assertThat(RegularMessageCodec.unwrap(encapsulating(Arrays.copyOf(whole, 44))))
                .isNull();
        assertThat(RegularMessageCodec.unwrap(encapsulating(Frames.encode(new MergeDetect(ORIGINATOR, OLD_RING)))))
                .isNull();
        assertThat(RegularMessageCodec.unwrap(encapsulating(RegularMessageCodec.encapsulate(message(true)))))
                .isNull();
    }

    @Property(tries = 2000)
    void shouldNotThrowOnRubbish(@ForAll final byte[] rubbish) {
        assertThat(RegularMessageCodec.unwrap(encapsulating(rubbish))).isNull();
    }

    private static RegularMessage message(final boolean isEncapsulated) {
        return new RegularMessage(ORIGINATOR, 7, 3, OLD_RING, isEncapsulated, true, new byte[] {10, 11});
    }

    private static RegularMessage encapsulating(final byte[] payload) {
        return new RegularMessage(RESENDER, 1, 0, NEW_RING, true, false, payload);
    }
}
