/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.stream;

import io.totemic.protocol.group.SendResult;

/** A message of a stream was refused. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient SendResult result;

    /** With the group and the answer. */
    public RefusedException(final String group, final SendResult result) {
        super("group " + group + " refused a message: " + result);
        this.result = result;
    }

    /** The answer; null if this was serialised. */
    public SendResult result() {
        return result;
    }
}
