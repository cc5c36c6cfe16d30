/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.RingId;

/**
 * What a node has of its old ring at the moment after which it takes no more of it.
 *
 * @param attempt the ring for which the old one was sealed
 * @param aru all received up to
 * @param highSeq highest seq received or sent
 * @param highDelivered last delivered
 */
public record SealReport(RingId attempt, int aru, int highSeq, int highDelivered) {}
