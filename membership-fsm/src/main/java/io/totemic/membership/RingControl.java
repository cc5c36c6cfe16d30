/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;

/** What the membership protocol tells the retransmit tracker, which passes it on to the token holder in line with the tokens. */
public sealed interface RingControl extends RoomMessage {

    /** Stop tokens and delivery. */
    record Suspend() implements RingControl {}

    /** Begin recovery. */
    record Recover(RecoveryPlan plan) implements RingControl {}

    /** Create the token. */
    record StartToken(RingId ringId) implements RingControl {}

    /** Deliver the old ring's tail and the configurations, and operate. */
    record Install(RecoveryPlan plan) implements RingControl {}
}
