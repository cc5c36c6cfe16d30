/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.group.ChangeReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class CpgMessageTest {

    @Example
    void shouldHaveTheLayoutOfTheJavadoc() {
        assertThat(CpgMessage.join(0x01020304, "ab")).containsExactly(0, 4, 3, 2, 1, 'a', 'b');
        assertThat(CpgMessage.leave(7, ChangeReason.PROCDOWN)).containsExactly(1, 7, 0, 0, 0, 5);
        assertThat(CpgMessage.multicast(-1, new byte[] {9})).containsExactly(3, -1, -1, -1, -1, 9);
        assertThat(CpgMessage.joinList(new TreeMap<>(Map.of("abc", List.of(2, -1)))))
                .containsExactly(3, 'a', 'b', 'c', 2, 0, 0, 0, 2, 0, 0, 0, -1, -1, -1, -1);
    }

    @Example
    void shouldReadWhatItWrote() {
        assertThat(CpgMessage.decode(CpgMessage.join(5, "gr\u00fcn")).group()).isEqualTo("gr\u00fcn");
        assertThat(CpgMessage.decode(CpgMessage.leave(5, ChangeReason.PROCDOWN)).reason())
                .isEqualTo(ChangeReason.PROCDOWN);
        assertThat(CpgMessage.decode(CpgMessage.leave(5, ChangeReason.LEAVE)).reason())
                .isEqualTo(ChangeReason.LEAVE);
        final CpgMessage multicast = CpgMessage.decode(CpgMessage.multicast(-1, new byte[0]));
        assertThat(multicast.number()).isEqualTo(-1);
        assertThat(multicast.content()).isEmpty();
    }

    @Example
    void shouldReadNothingFromRubbish() {
        assertThat(CpgMessage.decode(new byte[0])).isNull();
        assertThat(CpgMessage.decode(new byte[4])).isNull();
        assertThat(CpgMessage.decode(new byte[5])).as("a join without a name").isNull();
        assertThat(CpgMessage.decode(new byte[5 + 129])).as("a name too long").isNull();
        assertThat(CpgMessage.decode(new byte[] {1, 0, 0, 0, 0})).isNull();
        assertThat(CpgMessage.decode(new byte[] {1, 0, 0, 0, 0, 2, 2})).isNull();
        assertThat(CpgMessage.decode(new byte[] {2, 0, 0, 0, 0})).isNull();
        assertThat(CpgMessage.decode(new byte[] {-1, 0, 0, 0, 0})).isNull();
    }

    @Property(tries = 300)
    void shouldReadTheJoinListThatItWrote(
            @ForAll @Size(max = 40)
                    final Map<Integer, @StringLength(min = 1, max = 42) @CharRange(from = ' ', to = '\u07ff') String>
                            members) {
        final TreeMap<String, List<Integer>> groups = new TreeMap<>();
        members.forEach((number, group) ->
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(number));
        final byte[] list = CpgMessage.joinList(groups);

        assertThat(CpgMessage.readJoinList(list)).isEqualTo(new TreeMap<>(members));
    }

    @Example
    void shouldReadTheChunksThatItWrote() {
        final int totalBytes = CpgMessage.PIECE_MAX_BYTES + 1;
        final CpgMessage first = CpgMessage.decode(CpgMessage.firstChunk(5, 9, totalBytes, new byte[] {1, 2}));
        assertThat(first.isFirstChunk()).isTrue();
        assertThat(first.isLastChunk()).isFalse();
        assertThat(first.chain()).isEqualTo(9);
        assertThat(first.totalBytes()).isEqualTo(totalBytes);
        assertThat(first.dataBytes()).isEqualTo(2);
        assertThat(first.content()[first.dataOffset()]).isEqualTo((byte) 1);
        final CpgMessage middle = CpgMessage.decode(CpgMessage.chunk(5, 9, false, new byte[] {3}));
        assertThat(middle.isFirstChunk() || middle.isLastChunk()).isFalse();
        assertThat(CpgMessage.decode(CpgMessage.chunk(5, 9, true, new byte[] {3}))
                        .isLastChunk())
                .isTrue();
    }

    @Example
    void shouldReadNoChunkThatCannotBeOne() {
        final byte[] data = new byte[1];
        assertThat(CpgMessage.decode(CpgMessage.firstChunk(5, 9, CpgMessage.PAYLOAD_MAX_BYTES + 1, data)))
                .as("longer than anybody may send")
                .isNull();
        assertThat(CpgMessage.decode(CpgMessage.firstChunk(5, 9, CpgMessage.PIECE_MAX_BYTES, data)))
                .as("short enough for one piece")
                .isNull();
        assertThat(CpgMessage.decode(CpgMessage.chunk(5, 9, true, new byte[0])))
                .as("empty")
                .isNull();
        final byte[] otherKind = CpgMessage.chunk(5, 9, true, data);
        otherKind[CpgMessage.HEADER_BYTES + 4] = 4;
        assertThat(CpgMessage.decode(otherKind)).as("of a kind that is none").isNull();
    }

    /** As far as it is sane: a list that is cut loses its end only. */
    @Example
    void shouldReadAJoinListAsFarAsItIsSane() {
        final byte[] list = CpgMessage.joinList(new TreeMap<>(Map.of("a", List.of(1), "bcd", List.of(2))));

        for (int length = 0; length <= list.length; length++) {
            final int expected = length < 10 ? 0 : length < list.length ? 1 : 2;
            assertThat(CpgMessage.readJoinList(Arrays.copyOf(list, length))).hasSize(expected);
        }
    }

    @Property(tries = 1_000)
    void shouldNeverThrowForWhateverItReads(@ForAll @Size(max = 60) final byte[] bytes) {
        CpgMessage.readJoinList(bytes);
        final CpgMessage message = CpgMessage.decode(bytes);
        assertThat(message == null || message.content().length == bytes.length - 5)
                .isTrue();
    }
}
