/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

/**
 * Why a ring was not measured, or not to the end; a figure too.
 *
 * @param nodes of the ring
 * @param system label of the contender
 * @param round from 1 on
 * @param hasFormed whether all nodes were one ring and one group before
 * @param reason in a sentence
 */
record GrowthFailure(int nodes, String system, int round, boolean hasFormed, String reason) {}
