/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.lock.core.LockEffect.Ask;
import io.totemic.lock.core.LockEffect.CompareLater;
import io.totemic.lock.core.LockEffect.Request;
import io.totemic.lock.core.LockEffect.TellGranted;
import io.totemic.lock.core.LockEffect.TellLost;
import io.totemic.lock.core.LockEffect.TellReleased;
import io.totemic.lock.core.LockEffect.TellSuspended;
import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WishesTest {

    private static final GroupMember SELF = new GroupMember(NodeId.of(1), 1);
    private static final Owner OTHER = new Owner(new GroupMember(NodeId.of(2), 1), 1);
    private static final Token TOKEN = new Token(1, 5);

    private final Wishes wishes = new Wishes();
    private final Effects<LockEffect> effects = new Effects<>();
    private LockState held;
    private long wish;

    @BeforeEach
    void acquire() {
        wish = wishes.onAcquire(effects);
        held = LockState.FREE.acquire(new Owner(SELF, wish), TOKEN);
        expect();
    }

    @Test
    void shouldAskWhenTheStateIsInForceAndOnlyOnce() {
        wishes.onState(LockState.FREE, SELF, effects);
        expect(new Ask(wish, Request.ACQUIRE));

        wishes.onState(LockState.FREE, SELF, effects);
        expect();
    }

    @Test
    void shouldAskAgainWhenItWasNotDone() {
        wishes.onState(LockState.FREE, SELF, effects);
        effects.clear();

        wishes.onAnswered(wish, false, effects);
        expect(new CompareLater());
        wishes.compare(effects);
        expect(new Ask(wish, Request.ACQUIRE));
    }

    @Test
    void shouldTellOfAGrantOnlyWhenWhoeverWasCutOffHasNoticed() {
        wishes.onState(held, SELF, effects);
        expect();

        wishes.onSettled(effects);
        expect(new TellGranted(wish, TOKEN));
    }

    @Test
    void shouldBeginToWaitAnewWhenTheReplicasHaveAgreedAnew() {
        wishes.onState(held, SELF, effects);
        wishes.onAgreeing();
        wishes.onSettled(effects);
        wishes.onState(held, SELF, effects);

        expect();
    }

    @Test
    void shouldSuspendAtOnceAndGoOnIfNobodyElseHadIt() {
        grant();

        wishes.onSuspended(effects);
        expect(new TellSuspended(wish));
        wishes.onSuspended(effects);
        expect();

        wishes.onState(held, SELF, effects);
        expect(new TellGranted(wish, TOKEN));
    }

    @Test
    void shouldTellThatItIsLost() {
        grant();
        wishes.onSuspended(effects);
        effects.clear();

        wishes.onState(LockState.FREE.acquire(OTHER, new Token(1, 9)), SELF, effects);
        expect(new TellLost(wish));
        wishes.onState(LockState.FREE, SELF, effects);
        expect();
    }

    @Test
    void shouldRelease() {
        grant();

        wishes.onRelease(wish, effects);
        expect(new Ask(wish, Request.RELEASE));
        wishes.onState(LockState.FREE, SELF, effects);
        expect();
        wishes.onAnswered(wish, true, effects);
        expect(new TellReleased(wish));
    }

    @Test
    void shouldNotReleaseBeforeItIsKnownWhatBecameOfTheWish() {
        wishes.onState(LockState.FREE, SELF, effects);
        effects.clear();

        wishes.onRelease(wish, effects);
        expect();
        wishes.onState(held, SELF, effects);
        expect();
        wishes.onAnswered(wish, true, effects);
        expect(new Ask(wish, Request.RELEASE));
    }

    private void grant() {
        wishes.onState(held, SELF, effects);
        wishes.onSettled(effects);
        effects.clear();
    }

    private void expect(final LockEffect... expected) {
        assertThat(effects.asList()).containsExactly(expected);
        effects.clear();
    }
}
