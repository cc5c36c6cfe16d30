/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The real votequorum, run by {@code corosync-vqsim}, as the reference of a differential test. Start at {@code VqsimCommand};
 * what the program does and where it is odd stands in {@code docs/vqsim.md}.
 */
package io.totemic.benchmarks.vqsim;
