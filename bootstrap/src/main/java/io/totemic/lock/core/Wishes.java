/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.group.GroupMember;
import java.util.List;
import java.util.TreeMap;

/**
 * What those on one node want of a lock, compared with who holds it: says what has to be asked for, and what they are to be told.
 *
 * <p>Nobody is told of a grant unless the state is in force, and has been for as long as a holder that was cut off may take to notice.
 * What was told is taken back at once when the state is in force no more.
 *
 * <p>Not thread-safe; called only by the actor of the lock.
 */
public final class Wishes {

    private enum Stage {
        /** It has not been told of a grant. */
        WAITING,
        /** It has. */
        HOLDING,
        /** It has, and was told to stop. */
        SUSPENDED,
        /** It does not want the lock any more. */
        RELEASING
    }

    private static final class Wish {
        private Stage stage = Stage.WAITING;
        private Token token = Token.NONE;
        private boolean isAsking;
    }

    private final TreeMap<Long, Wish> wishes = new TreeMap<>();
    private GroupMember self;
    private LockState state = LockState.FREE;
    private boolean isInForce;
    private boolean isSettled;
    private long numbers;

    /** Somebody wants the lock. Returns the number of the wish. */
    public long onAcquire(final Effects<LockEffect> out) {
        numbers++;
        wishes.put(numbers, new Wish());
        compare(out);
        return numbers;
    }

    /** Somebody wants it no more. */
    public void onRelease(final long number, final Effects<LockEffect> out) {
        final Wish wish = wishes.get(number);
        if (wish != null) {
            wish.stage = Stage.RELEASING;
            compare(out);
        }
    }

    /** The state is this, and in force; {@code newSelf} is who we are among the replicas. */
    public void onState(final LockState newState, final GroupMember newSelf, final Effects<LockEffect> out) {
        state = newState;
        self = newSelf;
        isInForce = true;
        compare(out);
    }

    /** The replicas of this ring agree anew: until they have, nothing changes. */
    public void onAgreeing() {
        isInForce = false;
        isSettled = false;
    }

    /** What is known may be out of date from now on. */
    public void onSuspended(final Effects<LockEffect> out) {
        onAgreeing();
        wishes.forEach((number, wish) -> {
            if (wish.stage == Stage.HOLDING) {
                wish.stage = Stage.SUSPENDED;
                out.add(new LockEffect.TellSuspended(number));
            }
        });
    }

    /** The state has been in force for so long that who was cut off before has noticed. */
    public void onSettled(final Effects<LockEffect> out) {
        if (isInForce) {
            isSettled = true;
            compare(out);
        }
    }

    /** What was asked for this wish has been answered. The state may have been told before or is about to be. */
    public void onAnswered(final long number, final boolean isDone, final Effects<LockEffect> out) {
        final Wish wish = wishes.get(number);
        if (wish != null) {
            wish.isAsking = false;
            if (isDone) {
                // What is asked for twice is harmless.
                compare(out);
            } else {
                out.add(new LockEffect.CompareLater());
            }
        }
    }

    /** Compares again what is wanted with what is. */
    public void compare(final Effects<LockEffect> out) {
        if (!isInForce) {
            return;
        }
        for (final long number : List.copyOf(wishes.keySet())) {
            compare(number, wishes.get(number), out);
        }
    }

    private void compare(final long number, final Wish wish, final Effects<LockEffect> out) {
        final Owner owner = new Owner(self, number);
        switch (wish.stage) {
            case WAITING -> {
                if (!state.contains(owner)) {
                    ask(wish, new LockEffect.Ask(number, LockEffect.Request.ACQUIRE), out);
                } else if (state.isHeldBy(owner) && isSettled) {
                    hold(number, wish, out);
                }
            }
            case HOLDING, SUSPENDED -> {
                if (!state.isHeldBy(owner)) {
                    wishes.remove(number);
                    out.add(new LockEffect.TellLost(number));
                } else if (wish.stage == Stage.SUSPENDED) {
                    // Nobody else has had it in between.
                    hold(number, wish, out);
                }
            }
            case RELEASING -> {
                if (state.contains(owner)) {
                    ask(wish, new LockEffect.Ask(number, LockEffect.Request.RELEASE), out);
                } else if (!wish.isAsking) {
                    wishes.remove(number);
                    out.add(new LockEffect.TellReleased(number));
                }
            }
        }
    }

    private void hold(final long number, final Wish wish, final Effects<LockEffect> out) {
        wish.stage = Stage.HOLDING;
        wish.token = state.token();
        out.add(new LockEffect.TellGranted(number, wish.token));
    }

    private static void ask(final Wish wish, final LockEffect.Ask ask, final Effects<LockEffect> out) {
        if (!wish.isAsking) {
            wish.isAsking = true;
            out.add(ask);
        }
    }
}
