/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.group.SendResult;
import org.junit.jupiter.api.Test;

final class ReplicaTest {

    private static final ReplicaSettings SETTINGS = new ReplicaSettings(0, 4, 1000, 100);

    private final HandMadeGroup group = new HandMadeGroup(SETTINGS);

    @Test
    void shouldBeginWhenAllReplicasAreThere() {
        group.ring(1, 2);
        group.deliverAll(1, 2);
        assertThat(group.on(1).core.standing()).isEqualTo(Standing.FORGOTTEN);
        group.on(1).execute("a");

        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(3).core.standing()).isEqualTo(Standing.SERVING);
        assertThat(group.on(1).answers).containsExactly("1 TRY_AGAIN");
        assertThat(group.on(1).state).isEqualTo("[]");
    }

    @Test
    void shouldApplyInOneOrderAndAnswerTheSender() {
        begin();

        group.on(2).execute("b");
        group.on(1).execute("a");
        group.on(1).read();
        group.deliver(2, 1, 2, 3);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(1).answers).containsExactly("1 done []ba", "2 read []ba");
        assertThat(group.on(2).answers).containsExactly("1 done []b");
        assertThat(group.on(3).state).isEqualTo("[]ba");
        assertThat(group.on(3).core.version()).isEqualTo(group.on(1).core.version());
    }

    @Test
    void shouldTakeOverTheStateOfTheSideWithQuorum() {
        begin();
        group.ring(1);
        group.ring(2, 3);
        group.deliverAll(2, 3);
        group.on(1).execute("x");
        group.on(2).execute("yyyyyyyy");
        group.deliverAll(2, 3);

        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(1).answers).containsExactly("1 NOT_QUORATE");
        assertThat(group.on(1).state).isEqualTo("[][23]yyyyyyyy[123]");
        assertThat(group.on(3).state).isEqualTo(group.on(1).state);
    }

    @Test
    void shouldNotMakeAMajorityOfOneThatForgotAndOneThatWasCutOff() {
        begin();
        group.ring(1, 2);
        group.deliverAll(1, 2);
        group.on(1).execute("a");
        group.deliverAll(1, 2);

        group.restart(2);
        group.ring(2, 3);
        group.deliverAll(2, 3);
        group.on(3).execute("x");
        assertThat(group.on(3).core.standing()).isEqualTo(Standing.FORGOTTEN);
        assertThat(group.on(3).answers).containsExactly("1 TRY_AGAIN");

        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);
        // 2 did not stay: it is another one.
        assertThat(group.on(3).state).isEqualTo("[][12]a[13]");
        assertThat(group.on(2).state).isEqualTo("[][12]a[13]");
    }

    @Test
    void shouldBeginANewLifeWhenAllAreThereAndTooManyHaveForgotten() {
        begin();
        group.on(1).execute("a");
        group.deliverAll(1, 2, 3);
        final Version before = group.on(1).core.version();
        group.restart(2);
        group.restart(3);

        group.ring(1, 2, 3);
        // Too few have it to go on before the others have it too.
        while (!(group.on(1).sent.peekFirst() instanceof ReplicaMessage.Chunk)) {
            oneRound();
        }
        assertThat(group.on(1).core.standing()).isEqualTo(Standing.CATCHING_UP);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(2).state).isEqualTo("[]a[1]");
        assertThat(group.on(2).core.version().life()).isGreaterThan(before.life());
        assertThat(group.on(2).core.version()).isEqualTo(group.on(1).core.version());
    }

    @Test
    void shouldServeWhileOneCatchesUpAndHoldBackWhatComesMeanwhile() {
        begin();
        group.on(1).execute("aaaaaaaa");
        group.deliverAll(1, 2, 3);
        group.restart(3);
        group.ring(1, 2, 3);
        while (!(group.on(1).sent.peekFirst() instanceof ReplicaMessage.Chunk)) {
            oneRound();
        }
        assertThat(group.on(2).core.standing()).isEqualTo(Standing.SERVING);
        assertThat(group.on(3).core.standing()).isEqualTo(Standing.CATCHING_UP);

        group.on(3).execute("c");
        group.on(2).execute("b");
        group.deliver(2, 1, 2, 3);
        assertThat(group.on(2).answers).containsExactly("1 done []aaaaaaaa[12]b");
        assertThat(group.on(3).state).isEmpty();
        group.deliverAll(1, 2, 3);

        assertThat(group.on(3).answers).containsExactly("1 done []aaaaaaaa[12]bc");
        assertThat(group.on(1).state).isEqualTo("[]aaaaaaaa[12]bc");
    }

    @Test
    void shouldGoOnWithAnotherSourceWhenTheFirstDies() {
        begin();
        group.ring(3);
        group.ring(1, 2);
        group.deliverAll(1, 2);
        group.on(1).execute("aaaaaaaaaaaa");
        group.deliverAll(1, 2);
        group.ring(1, 2, 3);
        while (!(group.on(1).sent.peekFirst() instanceof ReplicaMessage.Chunk)) {
            oneRound();
        }
        group.deliver(1, 1, 2, 3);
        group.deliver(1, 1, 2, 3);

        group.ring(2, 3);
        group.deliverAll(2, 3);

        assertThat(group.on(3).core.standing()).isEqualTo(Standing.SERVING);
        assertThat(group.on(3).state).isEqualTo("[][12]aaaaaaaaaaaa[123][23]");
        assertThat(group.on(2).state).isEqualTo(group.on(3).state);
    }

    @Test
    void shouldNotTakeAChunkOfATransferThatWasGivenUp() {
        begin();
        group.on(1).execute("aaaaaaaa");
        group.deliverAll(1, 2, 3);
        group.restart(3);
        group.ring(1, 2, 3);
        while (!(group.on(1).sent.peekFirst() instanceof ReplicaMessage.Chunk)) {
            oneRound();
        }

        // The first chunk comes when the ring is another one already.
        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(3).state).isEqualTo("[]aaaaaaaa[12][12]");
        assertThat(group.on(3).core.version()).isEqualTo(group.on(1).core.version());
    }

    @Test
    void shouldApplyInTransitionAndNotSayThatItIsCertain() {
        begin();
        group.on(1).execute("a");
        group.on(1).read();
        group.transitional(1);
        group.deliver(1, 1);
        group.deliver(1, 1);
        assertThat(group.on(1).answers).containsExactly("1 unknown", "2 TRY_AGAIN");

        // The others have not seen it, and are told.
        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);
        assertThat(group.on(3).state).isEqualTo("[]a[123]");
    }

    @Test
    void shouldChooseAlikeWhenTwoSidesGotEquallyFar() {
        begin();
        group.on(1).execute("a");
        group.on(2).execute("b");
        group.transitional(1);
        group.deliver(1, 1);
        group.transitional(2, 3);
        group.deliver(2, 2, 3);

        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(1).state).isIn("[]a[123]", "[]b[123]");
        assertThat(group.on(2).state).isEqualTo(group.on(1).state);
        assertThat(group.on(3).state).isEqualTo(group.on(1).state);
        assertThat(group.on(1).answers).containsExactly("1 unknown");
        assertThat(group.on(2).answers).containsExactly("1 unknown");
    }

    @Test
    void shouldSendAgainWhatNobodyHasAppliedWhenOneMoreComes() {
        group.restart(3);
        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);
        group.on(2).execute("b");
        group.left(3, 1, 2);
        group.restart(3);
        // It comes before the members have agreed, and the one that joins then has not seen it.
        group.deliver(2, 1, 2);
        group.joined(3, 1, 2, 3);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(2).answers).containsExactly("1 done [][12]b");
        assertThat(group.on(1).state).isEqualTo("[][12]b");
        assertThat(group.on(3).state).isEqualTo("[][12]b");
    }

    @Test
    void shouldNotKnowWhatBecameOfWhatWasHeldBackWhenTheRingEnds() {
        begin();
        group.on(1).execute("a");
        group.ring(1, 2);
        group.deliver(1, 1, 2);
        group.ring(1, 2);
        group.deliverAll(1, 2);

        assertThat(group.on(1).answers).containsExactly("1 UNKNOWN");
        assertThat(group.on(2).state).isEqualTo("[][12]");
    }

    @Test
    void shouldAskForANewerStateWhenTooMuchIsHeldBack() {
        begin();
        group.on(1).execute("aaaaaaaa");
        group.deliverAll(1, 2, 3);
        group.restart(3);
        group.ring(1, 2, 3);
        while (!(group.on(1).sent.peekFirst() instanceof ReplicaMessage.Chunk)) {
            oneRound();
        }
        for (int i = 0; i < 20; i++) {
            group.on(2).execute("b");
            group.deliver(2, 1, 2, 3);
        }
        assertThat(group.on(3).sent.peekFirst()).isInstanceOf(ReplicaMessage.Open.class);
        assertThat(group.on(3).sent).hasSize(1);
        group.deliverAll(1, 2, 3);

        assertThat(group.on(3).state).isEqualTo("[]aaaaaaaa[12]" + "b".repeat(20) + "[12]");
        assertThat(group.on(3).core.standing()).isEqualTo(Standing.SERVING);
    }

    @Test
    void shouldWaitForRoomAndKeepTheOrder() {
        begin();
        group.on(1).nextResult = SendResult.TryAgain.INSTANCE;
        group.on(1).execute("a");
        group.on(1).execute("b");
        assertThat(group.on(1).sent).isEmpty();

        group.on(1).nextResult = SendResult.Accepted.INSTANCE;
        assertThat(group.on(1).sent).isEmpty();
        group.on(1).room();
        group.deliverAll(1, 2, 3);

        assertThat(group.on(1).answers).containsExactly("1 done []a", "2 done []ab");
    }

    @Test
    void shouldRefuseWhenTooMuchWaits() {
        group.on(1).execute("a".repeat(900));
        group.on(1).execute("b".repeat(100));

        assertThat(group.on(1).answers).containsExactly("2 TRY_AGAIN");
    }

    @Test
    void shouldNotTakeOtherBytesForAMessage() {
        assertThat(ReplicaMessage.decode(new byte[0])).isNull();
        assertThat(ReplicaMessage.decode(new byte[] {9})).isNull();
        assertThat(ReplicaMessage.decode(new byte[] {3, 1})).isNull();
        assertThat(ReplicaMessage.decode(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0x7F, 0, 0, 0, 1}))
                .isNull();
    }

    private void begin() {
        group.ring(1, 2, 3);
        group.deliverAll(1, 2, 3);
    }

    private void oneRound() {
        for (int node = 1; node <= HandMadeGroup.NODES; node++) {
            if (!group.on(node).sent.isEmpty() && !(group.on(node).sent.peekFirst() instanceof ReplicaMessage.Chunk)) {
                group.deliver(node, 1, 2, 3);
            }
        }
    }
}
