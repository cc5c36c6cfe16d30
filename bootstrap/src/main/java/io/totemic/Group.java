/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Our membership of a group.
 *
 * <pre>{@code
 * totemic.join("orders", Order.class, listener)
 *     .thenCompose(group -> group.multicast(new Order(4711), SendOptions.SAFE.demandingQuorum().awaitingDelivery()))
 *     .thenAccept(result -> ...);
 * }</pre>
 *
 * <p>Safe from any thread. Messages are written as bytes by the calling thread; no future is completed on the ring loop.
 *
 * @param <T> type of the messages
 */
public final class Group<T> {

    private final ByteGroup bytes;
    private final PayloadCodec<T> codec;

    private Group(final ByteGroup bytes, final PayloadCodec<T> codec) {
        this.bytes = bytes;
        this.codec = codec;
    }

    /** Name of the group. */
    public String name() {
        return bytes.name();
    }

    /** Who we are in it. */
    public GroupMember self() {
        return bytes.self();
    }

    /** Sends an agreed message; see {@link #multicast(Object, SendOptions)}. */
    public CompletionStage<SendResult> multicast(final T message) {
        return multicast(message, SendOptions.AGREED);
    }

    /**
     * Sends to all members, ourselves included, in one order. What one member sends is delivered in the order in which it was accepted.
     *
     * <p>Fails with {@link UnsendableMessageException} if the message cannot be written as bytes, or holds an {@code ActorRef}: that
     * would mean something else, or nothing, at another member.
     *
     * @param message of at most 64 MiB when written. Above 1 MiB it goes in pieces, and until it was delivered to us nothing else of
     *     ours is accepted
     * @param options the guarantee, whether quorum is demanded, and what is answered
     */
    public CompletionStage<SendResult> multicast(final T message, final SendOptions options) {
        final byte[] payload;
        try {
            payload = codec.encode(message);
        } catch (final UnsendableMessageException e) {
            return CompletableFuture.failedFuture(e);
        }
        return bytes.multicast(payload, options);
    }

    /** Membership of a group whose messages are made by {@code codec}. */
    public static <T> Group<T> of(final ByteGroup bytes, final PayloadCodec<T> codec) {
        return new Group<>(bytes, codec);
    }

    /**
     * Done when a message that was answered {@code TryAgain} would be taken, or at once if it would be now. Others may be faster.
     */
    public CompletionStage<Done> whenOpen() {
        return bytes.whenOpen();
    }

    /** Leaves; done when the leave was delivered here, which is the last that the listener is told. */
    public CompletionStage<Done> leave() {
        return bytes.leave();
    }
}
