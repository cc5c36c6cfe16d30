/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;

/**
 * Asks the representative to pass on the token that it holds, because somebody has something to send.
 *
 * @param sender who asks
 * @param ringId the ring whose token is held
 */
public record TokenHoldCancel(NodeId sender, RingId ringId) implements TotemMessage {}
