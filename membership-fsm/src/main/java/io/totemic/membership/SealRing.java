/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership;

import io.totemic.protocol.RingId;
import io.totemic.protocol.RoomMessage;

/**
 * Told to the token holder, which passes it to the tracker behind everything it has numbered; the tracker reports back.
 *
 * @param attempt the ring for which the old one is sealed
 */
public record SealRing(RingId attempt) implements RoomMessage {}
