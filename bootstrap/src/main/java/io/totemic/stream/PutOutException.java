/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.stream;

import io.totemic.protocol.group.GroupMember;

/** A member took nothing for too long, while others waited for it, and was put out of its group. */
public final class PutOutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the group and who was put out of it. */
    public PutOutException(final String group, final GroupMember member) {
        super("member " + member + " took nothing for too long and was put out of group " + group);
    }
}
