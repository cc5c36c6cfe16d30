/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import java.util.List;
import java.util.SortedMap;

/**
 * One change of one group.
 *
 * @param group its name
 * @param members all members after it, ascending
 * @param joined who joined, and why
 * @param left who left, and why
 */
public record MembershipChange(
        String group,
        List<GroupMember> members,
        SortedMap<GroupMember, ChangeReason> joined,
        SortedMap<GroupMember, ChangeReason> left) {}
