/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.QuorumVerdict;

/** What became of a change that an operator asked for. */
public sealed interface VoteChange {

    /** It was ordered and made, at the same place in the order by all members. */
    record Made(QuorumVerdict verdict) implements VoteChange {}

    /** Nothing was changed. {@code rule} says why, as one clause. */
    record Refused(String rule) implements VoteChange {}

    /** Votes are not counted now: a configuration is on its way, or there is no provider. Nothing was sent. */
    record TryAgain(String why) implements VoteChange {}
}
