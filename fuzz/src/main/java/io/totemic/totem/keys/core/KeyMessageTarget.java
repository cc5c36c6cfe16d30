/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys.core;

import io.totemic.fuzz.AllocationBound;
import io.totemic.fuzz.Expect;
import io.totemic.fuzz.FuzzTarget;
import java.util.List;

/** What nodes tell each other while the key of their cluster is changed. */
public final class KeyMessageTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        final KeyMessage message = KeyCodec.decode(input);
        if (message == null) {
            return false;
        }
        Expect.that(
                message.equals(KeyCodec.decode(KeyCodec.encode(message))),
                "a message that is written again is the same");
        return true;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                KeyCodec.encode(new KeyMessage.Activate(0x1a2b, 7)), KeyCodec.encode(new KeyMessage.Retire(0x3c4d, 8)));
    }

    @Override
    public int longestInputBytes() {
        return 1024;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(4 * 1024, 32);
    }
}
