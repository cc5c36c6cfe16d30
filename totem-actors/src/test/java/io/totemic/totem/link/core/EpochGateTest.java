/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.protocol.codec.FrameStreams;
import io.totemic.protocol.message.Handshake;
import io.totemic.protocol.message.KeyState;
import io.totemic.protocol.message.Nonce;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which epochs are accepted, and what is asked and answered for it. Node 1 is asked about node 2. */
class EpochGateTest {

    private static final NodeId SELF = NodeId.of(1);
    private static final NodeId PEER = NodeId.of(2);
    private static final NodeId OTHER = NodeId.of(3);
    private static final long LIFETIME_NS = 1_000_000_000L;
    private static final long JOIN_NS = 50_000_000L;
    private static final long NO_JOIN = Long.MIN_VALUE;
    private static final int KEY = 7;
    private static final long OLD_EPOCH = 70;
    private static final long NEW_EPOCH = -5;
    private static final Nonce FIRST = new Nonce(1, 1);
    private static final Nonce SECOND = new Nonce(2, 2);
    private static final Nonce THEIRS = new Nonce(9, 9);

    private final EpochGate gate = new EpochGate(SELF, NodeSet.of(PEER, OTHER), LIFETIME_NS, JOIN_NS);
    private final Effects<GateEffect> effects = new Effects<>();

    @Test
    void shouldChallengeWhoeverSendsInAnEpochThatIsNotAccepted() {
        assertThat(frame(NEW_EPOCH, 0, 0, FIRST)).isEqualTo(FrameFault.EPOCH);

        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, FIRST, KEY));
        assertThat(gate.needsNonce(PEER, NEW_EPOCH)).isTrue();
    }

    @Test
    void shouldRepeatTheChallengeNoMoreOftenThanItsInterval() {
        frame(NEW_EPOCH, 0, 0, FIRST);
        drained();

        assertThat(frame(NEW_EPOCH, 1, EpochGate.CHALLENGE_INTERVAL_NS - 1, SECOND))
                .isEqualTo(FrameFault.EPOCH);
        assertThat(drained()).isEmpty();
        assertThat(frame(NEW_EPOCH, 2, EpochGate.CHALLENGE_INTERVAL_NS, SECOND)).isEqualTo(FrameFault.EPOCH);
        // With the same nonce: the answer to the first may be on its way.
        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, FIRST, KEY));
    }

    @Test
    void shouldAcceptTheEpochOfTheRightAnswerFromTheNumbersOnThatItTells() {
        frame(NEW_EPOCH, 4, 0, FIRST);
        assertThat(answer(NEW_EPOCH, 20, FIRST, 5, 1_000)).isNull();

        assertThat(frame(NEW_EPOCH, 4, 2_000, SECOND)).isEqualTo(FrameFault.REPLAY);
        assertThat(frame(NEW_EPOCH, 5, 2_000, SECOND)).isNull();
        assertThat(frame(NEW_EPOCH, 5, 2_000, SECOND)).isEqualTo(FrameFault.REPLAY);
        assertThat(gate.needsNonce(PEER, NEW_EPOCH)).isFalse();
        // Streams do not know of each other.
        assertThat(gate.onFrame(
                        PEER,
                        NEW_EPOCH,
                        FrameStreams.counter(FrameStreams.TOKEN, 5),
                        KEY,
                        false,
                        2_000,
                        SECOND,
                        effects))
                .isNull();
    }

    /** Node 2 was started again; what was recorded of its life before is of no use any more. */
    @Test
    void shouldCloseTheOldEpochWithTheNewOne() {
        accept(OLD_EPOCH, FIRST, 0);
        assertThat(frame(OLD_EPOCH, 0, 1_000, FIRST)).isNull();
        accept(NEW_EPOCH, SECOND, EpochGate.CHALLENGE_INTERVAL_NS);

        assertThat(frame(OLD_EPOCH, 1, 2 * EpochGate.CHALLENGE_INTERVAL_NS, FIRST))
                .isEqualTo(FrameFault.EPOCH);
        // The challenge is answered in the new epoch, whose windows stay as they are.
        assertThat(frame(NEW_EPOCH, 0, 2 * EpochGate.CHALLENGE_INTERVAL_NS, FIRST))
                .isNull();
        assertThat(answer(NEW_EPOCH, 7, FIRST, 0, 2 * EpochGate.CHALLENGE_INTERVAL_NS))
                .isNull();
        assertThat(frame(NEW_EPOCH, 0, 2 * EpochGate.CHALLENGE_INTERVAL_NS, FIRST))
                .isEqualTo(FrameFault.REPLAY);
    }

    @Test
    void shouldNotAcceptAnAnswerWithAnotherNonce() {
        frame(NEW_EPOCH, 0, 0, FIRST);

        assertThat(answer(NEW_EPOCH, 1, SECOND, 0, 1_000)).isEqualTo(FrameFault.HANDSHAKE);
        assertThat(frame(NEW_EPOCH, 0, 1_000, SECOND)).isEqualTo(FrameFault.EPOCH);
    }

    @Test
    void shouldNotAcceptAnAnswerThatWasNotAskedFor() {
        assertThat(answer(NEW_EPOCH, 1, FIRST, 0, 1_000)).isEqualTo(FrameFault.HANDSHAKE);
        assertThat(frame(NEW_EPOCH, 0, 1_000, SECOND)).isEqualTo(FrameFault.EPOCH);
    }

    /** A nonce counts once: the recorded answer of an epoch that is closed does not open it again. */
    @Test
    void shouldNotAcceptAnAnswerTwice() {
        accept(OLD_EPOCH, FIRST, 0);
        accept(NEW_EPOCH, SECOND, EpochGate.CHALLENGE_INTERVAL_NS);

        assertThat(answer(OLD_EPOCH, 8, FIRST, 0, EpochGate.CHALLENGE_INTERVAL_NS))
                .isEqualTo(FrameFault.HANDSHAKE);
        assertThat(answer(OLD_EPOCH, 8, SECOND, 0, EpochGate.CHALLENGE_INTERVAL_NS))
                .isEqualTo(FrameFault.HANDSHAKE);
        assertThat(frame(OLD_EPOCH, 9, EpochGate.CHALLENGE_INTERVAL_NS, FIRST)).isEqualTo(FrameFault.EPOCH);
    }

    /** An answer that somebody held back may be of an epoch that has ended since. */
    @Test
    void shouldNotAcceptAnAnswerThatComesTooLate() {
        frame(OLD_EPOCH, 0, 0, FIRST);

        assertThat(answer(OLD_EPOCH, 1, FIRST, 0, LIFETIME_NS)).isEqualTo(FrameFault.HANDSHAKE);
        drained();
        frame(OLD_EPOCH, 1, LIFETIME_NS, SECOND);
        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, SECOND, KEY));
        assertThat(answer(OLD_EPOCH, 1, FIRST, 0, LIFETIME_NS + 1)).isEqualTo(FrameFault.HANDSHAKE);
        assertThat(answer(OLD_EPOCH, 1, SECOND, 0, LIFETIME_NS + 1)).isNull();
    }

    @Test
    void shouldNotTakeTheAnswerOfAnotherNode() {
        frame(NEW_EPOCH, 0, 0, FIRST);

        final Handshake.Answer answer = new Handshake.Answer(SELF, FIRST, 0, 0, 0, KeyState.NONE);
        assertThat(gate.onAnswer(OTHER, NEW_EPOCH, control(1), false, answer, 1_000))
                .isEqualTo(FrameFault.HANDSHAKE);
        assertThat(gate.onAnswer(
                        PEER,
                        NEW_EPOCH,
                        control(1),
                        false,
                        new Handshake.Answer(OTHER, FIRST, 0, 0, 0, KeyState.NONE),
                        1_000))
                .isEqualTo(FrameFault.HANDSHAKE);
    }

    @Test
    void shouldAnswerAChallengeAndChallengeBack() {
        assertThat(challenge(NEW_EPOCH, 0, SELF, NO_JOIN, 0)).isNull();

        assertThat(drained())
                .containsExactly(
                        new GateEffect.SendAnswer(PEER, THEIRS, KEY), new GateEffect.SendChallenge(PEER, FIRST, KEY));
    }

    @Test
    void shouldNotAnswerForAnotherNode() {
        assertThat(challenge(NEW_EPOCH, 0, OTHER, NO_JOIN, 0)).isEqualTo(FrameFault.HANDSHAKE);
        assertThat(drained()).isEmpty();
    }

    /** A ring forms one round trip later than without all this, not one join time-out later. */
    @Test
    void shouldRepeatAJoinThatTheChallengerCannotHaveTaken() {
        challenge(NEW_EPOCH, 0, SELF, 0, JOIN_NS - 1);

        assertThat(drained())
                .containsExactly(
                        new GateEffect.SendAnswer(PEER, THEIRS, KEY),
                        new GateEffect.RepeatJoin(PEER),
                        new GateEffect.SendChallenge(PEER, FIRST, KEY));
    }

    /** Else whoever replays a challenge could disturb a ring that stands. */
    @Test
    void shouldNotRepeatAnOldJoin() {
        challenge(NEW_EPOCH, 0, SELF, 0, JOIN_NS);

        assertThat(drained()).doesNotContain(new GateEffect.RepeatJoin(PEER));
    }

    @Test
    void shouldAnswerReplayedChallengesOnlySoOften() {
        for (int i = 0; i < EpochGate.ANSWERS_IN_INTERVAL; i++) {
            assertThat(challenge(OLD_EPOCH, 0, SELF, NO_JOIN, 0)).isNull();
        }
        assertThat(challenge(OLD_EPOCH, 0, SELF, NO_JOIN, 0)).isEqualTo(FrameFault.EPOCH);
        drained();

        // A peer whose epoch is accepted is answered all the same.
        accept(NEW_EPOCH, FIRST, 0);
        drained();
        assertThat(challenge(NEW_EPOCH, 3, SELF, NO_JOIN, 0)).isNull();
        assertThat(drained()).containsExactly(new GateEffect.SendAnswer(PEER, THEIRS, KEY));
        assertThat(challenge(NEW_EPOCH, 3, SELF, NO_JOIN, 0)).isEqualTo(FrameFault.REPLAY);
        assertThat(challenge(OLD_EPOCH, 0, SELF, NO_JOIN, EpochGate.ANSWER_INTERVAL_NS))
                .isNull();
    }

    /** Who changes the key sees at the others' frames that they have changed it before, or not yet. */
    @Test
    void shouldTakeAFrameOfAnotherKeyAndAskHowFarItsTransmitterIs() {
        accept(NEW_EPOCH, FIRST, 0);
        final long later = EpochGate.CHALLENGE_INTERVAL_NS;

        assertThat(frameOfOtherKey(2, later)).isNull();
        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, SECOND, 8));
        assertThat(frameOfOtherKey(3, later)).isNull();
        assertThat(drained()).isEmpty();
    }

    /** Node 2 has no place in the ring and may not have the key that the ring seals with. */
    @Test
    void shouldTakeNothingOfAClosedPeerUntilItAnswersAnew() {
        accept(NEW_EPOCH, FIRST, 0);
        final long later = EpochGate.CHALLENGE_INTERVAL_NS;
        frameOfOtherKey(2, later);
        gate.close(NodeSet.of(PEER));
        drained();

        // The answer to the question before was heard by everybody.
        assertThat(answer(NEW_EPOCH, 5, SECOND, 0, later)).isEqualTo(FrameFault.HANDSHAKE);
        assertThat(frame(NEW_EPOCH, 6, later, FIRST)).isEqualTo(FrameFault.EPOCH);
        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, FIRST, KEY));
        assertThat(answer(NEW_EPOCH, 7, FIRST, 7, later)).isNull();
        assertThat(frame(NEW_EPOCH, 6, later, FIRST)).isEqualTo(FrameFault.REPLAY);
        assertThat(frame(NEW_EPOCH, 7, later, FIRST)).isNull();
    }

    /** Who answers with the key of yesterday may have no other. */
    @Test
    void shouldNotAcceptAnEpochByAnAnswerOfAnotherKey() {
        gate.onFrame(PEER, NEW_EPOCH, control(0), 8, true, 0, FIRST, effects);
        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, FIRST, 8));
        final Handshake.Answer answer = new Handshake.Answer(SELF, FIRST, 0, 0, 0, KeyState.NONE);

        assertThat(gate.onAnswer(PEER, NEW_EPOCH, control(1), true, answer, 1_000))
                .isNull();
        assertThat(gate.onAnswer(PEER, NEW_EPOCH, control(1), true, answer, 1_000))
                .isEqualTo(FrameFault.HANDSHAKE);
        assertThat(frame(NEW_EPOCH, 2, 1_000, SECOND)).isEqualTo(FrameFault.EPOCH);
        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, SECOND, KEY));
    }

    /** What was answered once in an accepted epoch must open nothing when it is replayed behind a closing. */
    @Test
    void shouldRedeemTheNonceOfAnAnswerInAnAcceptedEpoch() {
        accept(NEW_EPOCH, FIRST, 0);
        frameOfOtherKey(2, EpochGate.CHALLENGE_INTERVAL_NS);
        assertThat(answer(NEW_EPOCH, 5, SECOND, 3, EpochGate.CHALLENGE_INTERVAL_NS))
                .isNull();
        drained();

        frameOfOtherKey(3, 2 * EpochGate.CHALLENGE_INTERVAL_NS, THEIRS);
        assertThat(drained()).containsExactly(new GateEffect.SendChallenge(PEER, THEIRS, 8));
    }

    private FrameFault frameOfOtherKey(final long number, final long nowNs) {
        return frameOfOtherKey(number, nowNs, SECOND);
    }

    private FrameFault frameOfOtherKey(final long number, final long nowNs, final Nonce fresh) {
        final long counter = FrameStreams.counter(FrameStreams.DATA, number);
        return gate.onFrame(PEER, NEW_EPOCH, counter, 8, true, nowNs, fresh, effects);
    }

    private FrameFault frame(final long epoch, final long number, final long nowNs, final Nonce fresh) {
        return gate.onFrame(
                PEER, epoch, FrameStreams.counter(FrameStreams.DATA, number), KEY, false, nowNs, fresh, effects);
    }

    private FrameFault challenge(
            final long epoch, final long number, final NodeId target, final long lastJoinNs, final long nowNs) {
        final Handshake.Challenge challenge = new Handshake.Challenge(target, THEIRS);
        return gate.onChallenge(PEER, epoch, control(number), KEY, challenge, lastJoinNs, nowNs, FIRST, effects);
    }

    private FrameFault answer(
            final long epoch, final long number, final Nonce nonce, final long nextData, final long nowNs) {
        return gate.onAnswer(
                PEER,
                epoch,
                control(number),
                false,
                new Handshake.Answer(SELF, nonce, nextData, 0, 0, KeyState.NONE),
                nowNs);
    }

    private void accept(final long epoch, final Nonce nonce, final long nowNs) {
        assertThat(frame(epoch, 0, nowNs, nonce)).isEqualTo(FrameFault.EPOCH);
        final List<GateEffect> asked = drained();
        final Nonce used = asked.isEmpty() ? FIRST : ((GateEffect.SendChallenge) asked.get(0)).nonce();
        assertThat(answer(epoch, 1, used, 0, nowNs)).isNull();
    }

    private static long control(final long number) {
        return FrameStreams.counter(FrameStreams.CONTROL, number);
    }

    private List<GateEffect> drained() {
        final List<GateEffect> drained = effects.asList();
        effects.clear();
        return drained;
    }
}
