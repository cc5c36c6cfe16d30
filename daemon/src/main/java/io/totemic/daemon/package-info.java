/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The command line: a node in the foreground, the demonstration, and the way to the other tools.
 *
 * <p>Entry class: {@link io.totemic.daemon.Daemon}. Exit statuses are Corosync's, log lines look like Corosync's. May import
 * every module except benchmarks and tla, which are found at run time.
 */
package io.totemic.daemon;
