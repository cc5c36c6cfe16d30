/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Traces of live nodes: what a node does on its ring and what its members are told, as lines of text in a file, for the checkers
 * of the simulator. Start at {@code TraceWriter}; {@code TraceLines} is the format. Nothing here is needed by a node.
 */
package io.totemic.trace;
