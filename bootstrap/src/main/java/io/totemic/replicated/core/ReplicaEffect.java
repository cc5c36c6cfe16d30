/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.group.GroupMember;
import java.util.SortedSet;

/** What a {@link Replica} wants done, in this order. */
public sealed interface ReplicaEffect {

    /** Does what it says. */
    void applyTo(Handler handler);

    /** Hand the message over to the group, and tell {@link Replica#onSendResult} what became of it. */
    record Multicast(ReplicaMessage message) implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.multicast(this);
        }
    }

    /**
     * Apply a command to the state.
     *
     * @param version that of the state after it
     * @param sender whose replica took it
     * @param command its bytes
     * @param ownRequest number of the request if it is ours, else 0
     * @param isCertain all who can go on from here will have applied it
     */
    record Apply(Version version, GroupMember sender, byte[] command, long ownRequest, boolean isCertain)
            implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.apply(this);
        }
    }

    /** Tell the state who is there of those that it may know; who else it knows has gone. */
    record Retain(Version version, SortedSet<GroupMember> stayed) implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.retain(this);
        }
    }

    /** Answer a read of ours with the state. */
    record Read(long ownRequest) implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.read(this);
        }
    }

    /** Answer a request of ours with a refusal. */
    record Refuse(long ownRequest, Refusal refusal) implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.refuse(this);
        }
    }

    /** Make bytes of the state as it is in this place, and then call {@link Replica#onSnapshotTaken}. */
    record TakeSnapshot() implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.takeSnapshot(this);
        }
    }

    /** The state is that of these bytes from now on. */
    record InstallSnapshot(byte[] snapshot) implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.installSnapshot(this);
        }
    }

    /** What the replica can do has changed. */
    record StandingChanged(Standing standing) implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.standingChanged(this);
        }
    }

    /** Call {@link Replica#onChangeOver} with this number after what waits already. */
    record AwaitMoreChanges(long number) implements ReplicaEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.awaitMoreChanges(this);
        }
    }

    /** Why a request was not executed. */
    enum Refusal {
        /** Nothing has happened, and will. */
        TRY_AGAIN,
        /** It may have happened on another side. */
        UNKNOWN,
        /** Nothing has happened, and there is no quorum. */
        NOT_QUORATE
    }

    /** Has a method for each effect. */
    interface Handler {
        /** See {@link Multicast}. */
        void multicast(Multicast effect);

        /** See {@link Apply}. */
        void apply(Apply effect);

        /** See {@link Retain}. */
        void retain(Retain effect);

        /** See {@link Read}. */
        void read(Read effect);

        /** See {@link Refuse}. */
        void refuse(Refuse effect);

        /** See {@link TakeSnapshot}. */
        void takeSnapshot(TakeSnapshot effect);

        /** See {@link InstallSnapshot}. */
        void installSnapshot(InstallSnapshot effect);

        /** See {@link StandingChanged}. */
        void standingChanged(StandingChanged effect);

        /** See {@link AwaitMoreChanges}. */
        void awaitMoreChanges(AwaitMoreChanges effect);
    }
}
