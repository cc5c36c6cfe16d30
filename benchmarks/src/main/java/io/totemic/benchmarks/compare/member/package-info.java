/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A process that is a member of a group of the system that is compared: Totemic's, JGroups's. Start at {@code MemberLoop}, which obeys the
 * parent; the client of Corosync, in C among the resources, obeys the same commands.
 */
package io.totemic.benchmarks.compare.member;
