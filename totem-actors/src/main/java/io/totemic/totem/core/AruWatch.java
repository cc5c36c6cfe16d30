/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.message.OrfToken;

/**
 * Tells whether this node has failed to receive: the aru of the ring has not moved for {@code fail_recv_const} visits and the
 * token time-out, and it is this node that holds it back.
 */
final class AruWatch {

    private final TotemSettings settings;
    private int lastAru;
    private int stuckVisits;
    private long stuckSinceNs;

    AruWatch(final TotemSettings settings, final long nowNs) {
        this.settings = settings;
        stuckSinceNs = nowNs;
    }

    /**
     * Notes a visit.
     *
     * @param arrivedAru aru of the token as it arrived
     * @param aru aru as this node leaves it
     * @param aruAddress the node that holds it back, 0 if none does
     */
    boolean hasFailedToReceive(final int arrivedAru, final int aru, final int aruAddress, final long nowNs) {
        if (aru == lastAru && aruAddress != 0) {
            stuckVisits++;
        } else {
            stuckVisits = 0;
            stuckSinceNs = nowNs;
        }
        lastAru = arrivedAru;
        return stuckVisits > settings.failRecvConst()
                && nowNs - stuckSinceNs >= settings.tokenNs()
                && aruAddress == settings.self().value();
    }

    /** The aru rule: who holds the aru back may raise it, and so may anybody when nobody does. */
    static void write(
            final OrfToken.Draft draft, final OrfToken token, final int self, final int myAru, final int seq) {
        final boolean isMine = token.aruAddress() == self || token.aruAddress() == 0;
        if (isMine || myAru - token.aru() < 0) {
            draft.aru(myAru, myAru == seq ? 0 : self);
        }
    }
}
