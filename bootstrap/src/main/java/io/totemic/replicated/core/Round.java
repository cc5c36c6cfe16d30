/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated.core;

import io.totemic.protocol.group.GroupMember;

/**
 * Names one attempt of the members to agree.
 *
 * @param ringSeq of the ring on which its opener was: tells it from what a member of the same name said before its node died
 * @param opener who asked for it
 * @param number tells it from the others of its opener
 */
public record Round(long ringSeq, GroupMember opener, long number) {}
