/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys.core;

import io.totemic.protocol.KeyStatus.MemberKeys;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.protocol.message.KeyState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages about keys as bytes, little-endian: type u8; then of 1 (told) activation u64, active u16, retired u16, count u8 and as many
 * ids u16; of 2 (activate) and 3 (retire) key id u16 and ticket u32. A contribution to the synchronisation of a ring is a message told.
 */
final class KeyCodec {

    private static final byte TOLD = 1;
    private static final byte ACTIVATE = 2;
    private static final byte RETIRE = 3;
    private static final int TOLD_BYTES = 14;
    private static final int ORDER_BYTES = 7;

    private KeyCodec() {}

    static byte[] encode(final KeyMessage message) {
        if (message instanceof KeyMessage.Told told) {
            final List<Integer> live = told.keys().live();
            final KeyState state = told.keys().state();
            final byte[] body = new byte[TOLD_BYTES + live.size() * Short.BYTES];
            final ByteBuffer bytes = over(body)
                    .put(TOLD)
                    .putLong(state.activation())
                    .putShort((short) state.active())
                    .putShort((short) state.retired())
                    .put((byte) live.size());
            live.forEach(keyId -> bytes.putShort(keyId.shortValue()));
            return body;
        }
        if (message instanceof KeyMessage.Activate activate) {
            return order(ACTIVATE, activate.keyId(), activate.ticket());
        }
        final KeyMessage.Retire retire = (KeyMessage.Retire) message;
        return order(RETIRE, retire.keyId(), retire.ticket());
    }

    private static byte[] order(final byte type, final int keyId, final int ticket) {
        final byte[] body = new byte[ORDER_BYTES];
        over(body).put(type).putShort((short) keyId).putInt(ticket);
        return body;
    }

    private static ByteBuffer over(final byte[] body) {
        return ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The message of these bytes, null if they are none. */
    static KeyMessage decode(final byte[] body) {
        final ByteBuffer bytes = over(body);
        try {
            final KeyMessage message =
                    switch (bytes.get()) {
                        case TOLD -> told(bytes);
                        case ACTIVATE -> new KeyMessage.Activate(id(bytes), bytes.getInt());
                        case RETIRE -> new KeyMessage.Retire(id(bytes), bytes.getInt());
                        default -> null;
                    };
            return bytes.hasRemaining() ? null : message;
        } catch (final BufferUnderflowException tooShort) {
            return null;
        }
    }

    private static KeyMessage told(final ByteBuffer bytes) {
        final KeyState state = new KeyState(bytes.getLong(), id(bytes), id(bytes));
        final int count = bytes.get();
        if (state.activation() < 0 || count < 1 || count > KeyRing.LIVE_MAX) {
            return null;
        }
        final List<Integer> live = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            live.add(id(bytes));
        }
        return live.contains(state.active()) && !live.contains(state.retired())
                ? new KeyMessage.Told(new MemberKeys(state, live))
                : null;
    }

    private static int id(final ByteBuffer bytes) {
        return bytes.getShort() & 0xFFFF;
    }
}
