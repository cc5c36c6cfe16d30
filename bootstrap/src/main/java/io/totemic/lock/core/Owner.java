/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock.core;

import io.totemic.protocol.group.GroupMember;

/**
 * Somebody who wants a lock or has it.
 *
 * @param replica where
 * @param wish which of those there, counted from the start of the replica
 */
public record Owner(GroupMember replica, long wish) {}
