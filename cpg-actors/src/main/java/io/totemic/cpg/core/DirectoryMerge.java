/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.GroupMember;
import java.util.List;
import java.util.SortedMap;

/**
 * What the exchange of join lists changes: first who left each group, then who joined it.
 *
 * @param left by group, with the members that remain
 * @param joined by group, with all members after it
 * @param beforeJoins by group that somebody joined, the members between the two
 */
record DirectoryMerge(
        SortedMap<String, MembershipChange> left,
        SortedMap<String, MembershipChange> joined,
        SortedMap<String, List<GroupMember>> beforeJoins) {}
