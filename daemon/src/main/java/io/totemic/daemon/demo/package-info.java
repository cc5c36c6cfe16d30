/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The demonstration: a ring of child processes on loopback that is written to, broken and mended, with every claim checked.
 *
 * <p>Entry class: {@link io.totemic.daemon.demo.DemoCommand}. The parent ({@code DemoStory}) speaks with its children
 * ({@code DemoNodeCommand}) in lines over their standard streams and knows nothing of their inside.
 */
package io.totemic.daemon.demo;
