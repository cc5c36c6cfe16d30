/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import io.totemic.protocol.NodeId;

/**
 * How one node gets on with another.
 *
 * @param node the other one
 * @param isHeldOff whether it was there when the ring formed and did not fit in
 * @param exclusions how often it was lost or left out lately
 * @param holdNs for how long after the last time nobody tries it again
 * @param ignoredFrames calls of it that were ignored
 */
public record PeerStatus(NodeId node, boolean isHeldOff, int exclusions, long holdNs, long ignoredFrames) {}
