/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

/**
 * A drawing of medians.
 *
 * @param fileName that it is written to
 * @param svg its text
 */
record Plot(String fileName, String svg) {}
