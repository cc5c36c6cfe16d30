/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;

/**
 * Says that a ring exists, so that two idle rings find each other.
 *
 * @param sender who says so
 * @param ringId its ring
 */
public record MergeDetect(NodeId sender, RingId ringId) implements TotemMessage {}
