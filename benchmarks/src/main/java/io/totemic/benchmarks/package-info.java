/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Commands that measure and verify rings of real processes and print a report. Start at {@code Bench}. A command speaks with
 * its children ({@code MemberCommand}) in lines over their standard streams and asks nodes over HTTP.
 */
package io.totemic.benchmarks;
