/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
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
        assertThat(CpgMessage.joinList(Map.of(2, "abc"))).containsExactly(2, 0, 0, 0, 3, 'a', 'b', 'c');
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
        final byte[] list = CpgMessage.joinList(members);

        assertThat(CpgMessage.readJoinList(list)).isEqualTo(new TreeMap<>(members));
    }

    /** As far as it is sane: a list that is cut loses its end only. */
    @Example
    void shouldReadAJoinListAsFarAsItIsSane() {
        final byte[] list = CpgMessage.joinList(new TreeMap<>(Map.of(1, "a", 2, "bcd")));

        for (int length = 0; length <= list.length; length++) {
            final int expected = length < 6 ? 0 : length < list.length ? 1 : 2;
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
