/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.group;

import java.util.List;

/** Is told what a member of a group sees. */
@FunctionalInterface
public interface MemberListener {

    /**
     * What has happened since the last call, in its order. Never called by two threads at a time, nor while another call has not
     * returned.
     *
     * @param events at least one; may be kept
     */
    void onEvents(List<MemberEvent> events);
}
