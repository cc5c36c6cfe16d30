/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys;

import io.totemic.protocol.message.KeyState;

/** What a node keeps of its keys when it ends: how far it was, and the files that the keys stand in. No method blocks. */
public interface KeyStore {

    /** Keeps nothing. */
    KeyStore NONE = new KeyStore() {
        @Override
        public void store(final KeyState state) {}

        @Override
        public void retired(final int keyId) {}
    };

    /** How far the node is now. */
    void store(KeyState state);

    /** A key is not used any more: if it stands in the key file, the one beside it takes its place. Harmless when repeated. */
    void retired(int keyId);
}
