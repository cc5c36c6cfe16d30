/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import java.util.Optional;

/**
 * The verdict of one part of a split that has not happened.
 *
 * @param nodes of the part
 * @param atOnce the verdict when the part has become a configuration
 * @param afterWindow the verdict after last_man_standing_window; empty if no window would run
 */
public record HypotheticalPart(NodeSet nodes, QuorumExplanation atOnce, Optional<QuorumExplanation> afterWindow) {}
