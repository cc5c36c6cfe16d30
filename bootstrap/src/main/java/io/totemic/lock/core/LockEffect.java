/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock.core;

/** What {@link Wishes} want done. */
public sealed interface LockEffect {

    /** Does what it says. */
    void applyTo(Handler handler);

    /** What is asked of the replicas. */
    enum Request {
        ACQUIRE,
        RELEASE
    }

    /** Ask the replicas, and tell {@link Wishes#onAnswered} what they answer. */
    record Ask(long wish, Request request) implements LockEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.ask(this);
        }
    }

    /** Call {@link Wishes#compare} after a while. */
    record CompareLater() implements LockEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.compareLater(this);
        }
    }

    /** It holds the lock. */
    record TellGranted(long wish, Token token) implements LockEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.tellGranted(this);
        }
    }

    /** Whether it holds the lock is not known. */
    record TellSuspended(long wish) implements LockEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.tellSuspended(this);
        }
    }

    /** It does not hold the lock any more; the wish is over. */
    record TellLost(long wish) implements LockEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.tellLost(this);
        }
    }

    /** It has given the lock up; the wish is over. */
    record TellReleased(long wish) implements LockEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.tellReleased(this);
        }
    }

    /** Has a method for each effect. */
    interface Handler {
        /** See {@link Ask}. */
        void ask(Ask effect);

        /** See {@link CompareLater}. */
        void compareLater(CompareLater effect);

        /** See {@link TellGranted}. */
        void tellGranted(TellGranted effect);

        /** See {@link TellSuspended}. */
        void tellSuspended(TellSuspended effect);

        /** See {@link TellLost}. */
        void tellLost(TellLost effect);

        /** See {@link TellReleased}. */
        void tellReleased(TellReleased effect);
    }
}
