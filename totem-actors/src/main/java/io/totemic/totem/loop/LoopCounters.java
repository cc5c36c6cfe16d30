/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.loop;

/**
 * What a loop has done so far, read at one moment.
 *
 * @param turns turns taken
 * @param tasks tasks run
 * @param tasksFailed tasks and alarms that threw
 * @param parks times that the loop parked or slept
 * @param lateTurns turns that began, or took, longer than the threshold: pauses
 * @param longestPauseNs longest of these, 0 if none
 * @param pausedNs all of these together
 * @param pausedForGcNs how much of that garbage collectors ran
 */
public record LoopCounters(
        long turns,
        long tasks,
        long tasksFailed,
        long parks,
        long lateTurns,
        long longestPauseNs,
        long pausedNs,
        long pausedForGcNs) {}
