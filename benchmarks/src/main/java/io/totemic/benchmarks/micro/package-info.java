/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Micro-benchmarks, run by JMH, and the command that starts them. Start at {@code MicroCommand}. Those of classes that a package keeps to
 * itself stand in a package of the same name.
 */
package io.totemic.benchmarks.micro;
