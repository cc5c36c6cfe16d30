/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

/**
 * Makes bytes of the messages of a group and messages of bytes. The same at all members of the group.
 *
 * <p>Called by any thread, several at a time.
 *
 * @param <T> type of the messages
 */
public interface PayloadCodec<T> {

    /** For messages that are bytes already. */
    PayloadCodec<byte[]> BYTES = new PayloadCodec<>() {
        @Override
        public byte[] encode(final byte[] message) {
            return message;
        }

        @Override
        public byte[] decode(final byte[] payload) {
            return payload;
        }
    };

    /**
     * The bytes of a message.
     *
     * @throws UnsendableMessageException if it has none, or would mean something else on another node
     */
    byte[] encode(T message);

    /**
     * The message of these bytes, which must not change.
     *
     * @throws UnreadableMessageException if they are none
     */
    T decode(byte[] payload);
}
