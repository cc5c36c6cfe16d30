/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.group.MemberEvent;
import java.util.Collection;

/**
 * All that waits on this node for members that do not keep up, and what follows from it.
 *
 * <p>A little costs nobody anything. When there is more, the members of this node that do keep up send no more, so that the ones that
 * do not can catch up and go on sending. When there is much more, this node takes the window of the ring for itself: everybody's
 * new messages wait where they are, and the members here that are behind may send no more than they take, and a bit to begin with: who
 * answers what it takes can go on, who only sends cannot. It goes back to the first rule when half of that is gone.
 *
 * <p>Not thread-safe; called only by the cpg actor.
 */
final class Backlog {

    /** What a member that is behind may send before it has taken anything. */
    static final long ALLOWANCE_BYTES = 1024 * 1024;

    private final CpgSettings settings;
    private long bytes;
    private long holdBacks;
    private long putOut;
    private boolean isRingHeldBack;

    Backlog(final CpgSettings settings) {
        this.settings = settings;
    }

    /** Something more waits. */
    void onWaiting(final MemberEvent event, final Collection<LocalMember> locals, final Effects<CpgEffect> out) {
        bytes += Subscription.bytesOf(event);
        if (!isRingHeldBack && bytes > settings.backlogOfRingBytes()) {
            isRingHeldBack = true;
            locals.forEach(local -> local.allowanceBytes = ALLOWANCE_BYTES);
            holdBacks++;
            out.add(holdBack(locals));
        }
    }

    /** Something was taken; {@link #onShrunk} is called behind the last of such. */
    void onTaken(final MemberEvent event) {
        bytes -= Subscription.bytesOf(event);
    }

    /** A member was put out, and so much was dropped that waited for it. */
    void onPutOut(final long droppedBytes) {
        putOut++;
        bytes -= droppedBytes;
    }

    /** Less waits. */
    void onShrunk(final Collection<LocalMember> locals, final Effects<CpgEffect> out) {
        if (isRingHeldBack && bytes <= settings.backlogOfRingBytes() / 2) {
            isRingHeldBack = false;
            out.add(holdBack(locals));
        }
    }

    private CpgEffect.HoldBack holdBack(final Collection<LocalMember> locals) {
        LocalMember slowest = null;
        for (final LocalMember local : locals) {
            if (slowest == null || local.subscription.backlogBytes() > slowest.subscription.backlogBytes()) {
                slowest = local;
            }
        }
        return new CpgEffect.HoldBack(isRingHeldBack, slowest == null ? null : slowest.member, bytes);
    }

    /** Whether the sends of {@code local} are refused, for the sake of others here or because it takes too little itself. */
    boolean isRefused(final LocalMember local) {
        if (bytes <= settings.backlogOfNodeBytes()) {
            return false;
        }
        return local.subscription.backlogBytes() == 0 || (isRingHeldBack && local.allowanceBytes <= 0);
    }

    /** A message of the member was accepted. */
    void onAccepted(final LocalMember local, final int payloadBytes) {
        local.allowanceBytes -= payloadBytes;
    }

    /** The member has taken so much. */
    void onConsumed(final LocalMember local, final long consumedBytes) {
        local.allowanceBytes = Math.min(ALLOWANCE_BYTES, local.allowanceBytes + consumedBytes);
    }

    long bytes() {
        return bytes;
    }

    long holdBacks() {
        return holdBacks;
    }

    long putOut() {
        return putOut;
    }

    boolean isRingHeldBack() {
        return isRingHeldBack;
    }
}
