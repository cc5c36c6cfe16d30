/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock;

import io.totemic.PayloadCodec;
import io.totemic.UnreadableMessageException;
import io.totemic.lock.core.LockEffect.Request;
import io.totemic.lock.core.LockState;
import io.totemic.lock.core.Owner;
import io.totemic.lock.core.Token;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.replicated.Place;
import io.totemic.replicated.StateMachine;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** The state of a lock under commands, and their bytes. */
final class LockMachine implements StateMachine<LockState, LockMachine.Change, Boolean> {

    /** Somebody on the replica that sends it wants the lock, or wants it no more. */
    record Change(Request request, long wish) {}

    static final PayloadCodec<Change> CHANGES = new PayloadCodec<>() {
        @Override
        public byte[] encode(final Change change) {
            return ByteBuffer.allocate(1 + Long.BYTES)
                    .put((byte) (change.request == Request.ACQUIRE ? 1 : 2))
                    .putLong(change.wish)
                    .array();
        }

        @Override
        public Change decode(final byte[] payload) {
            final ByteBuffer buffer = ByteBuffer.wrap(payload);
            if (buffer.remaining() != 1 + Long.BYTES) {
                throw new UnreadableMessageException("a change of a lock has " + payload.length + " bytes", null);
            }
            return new Change(buffer.get() == 1 ? Request.ACQUIRE : Request.RELEASE, buffer.getLong());
        }
    };

    static final PayloadCodec<LockState> STATES = new PayloadCodec<>() {
        private static final int OWNER_BYTES = 2 * Integer.BYTES + Long.BYTES;

        @Override
        public byte[] encode(final LockState state) {
            final ByteBuffer buffer = ByteBuffer.allocate(
                            2 * Long.BYTES + state.queue().size() * OWNER_BYTES)
                    .putLong(state.token().life())
                    .putLong(state.token().index());
            state.queue().forEach(owner -> buffer.putInt(owner.replica().node().value())
                    .putInt(owner.replica().number())
                    .putLong(owner.wish()));
            return buffer.array();
        }

        @Override
        public LockState decode(final byte[] payload) {
            try {
                final ByteBuffer buffer = ByteBuffer.wrap(payload);
                final Token token = new Token(buffer.getLong(), buffer.getLong());
                final List<Owner> queue = new ArrayList<>();
                while (buffer.hasRemaining()) {
                    final GroupMember replica = new GroupMember(new NodeId(buffer.getInt()), buffer.getInt());
                    queue.add(new Owner(replica, buffer.getLong()));
                }
                return new LockState(queue, token);
            } catch (final BufferUnderflowException | IllegalArgumentException e) {
                throw new UnreadableMessageException("these bytes are no state of a lock", e);
            }
        }
    };

    @Override
    public LockState initialState() {
        return LockState.FREE;
    }

    @Override
    public Applied<LockState, Boolean> apply(
            final LockState state, final Change change, final GroupMember sender, final Place place) {
        final Owner owner = new Owner(sender, change.wish);
        final LockState next = change.request == Request.ACQUIRE
                ? state.acquire(owner, tokenOf(place))
                : state.release(owner, tokenOf(place));
        return new Applied<>(next, next.isHeldBy(owner));
    }

    @Override
    public LockState retain(final LockState state, final SortedSet<GroupMember> stayed, final Place place) {
        return state.retain(stayed, tokenOf(place));
    }

    private static Token tokenOf(final Place place) {
        return new Token(place.life(), place.index());
    }
}
