/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys.core;

import io.totemic.protocol.KeyStatus.MemberKeys;

/** What nodes tell each other of keys, in the order. */
sealed interface KeyMessage {

    /** The keys of the sender are these from now on. */
    record Told(MemberKeys keys) implements KeyMessage {}

    /** All are to seal with this key. */
    record Activate(int keyId, int ticket) implements KeyMessage {}

    /** All are to drop this key. */
    record Retire(int keyId, int ticket) implements KeyMessage {}
}
