/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells whether the member before this one is slow to pass the token on: because its loop is, or because what is sent to it
 * comes late. It reads all data before it takes the token, so that it slows the ring and is hardly ever behind.
 *
 * <p>A member's delay is the time from the last frame of the member before it to its token here. It is slow when for a second
 * its delays were three fifths of the rotations or more, and 5 ms or more on average. Each member is judged by the one behind it,
 * in rotations in which the member before it sent something.
 */
final class TokenDelayWatch {

    static final long WINDOW_NS = 1_000_000_000L;
    static final long SLOW_DELAY_NS = 5_000_000L;

    private static final int VISITS_AT_LEAST = 5;

    private final NodeId self;
    private final TreeMap<NodeId, Long> timesSlow = new TreeMap<>();
    private RingId ringId;
    private NodeId watched;
    private NodeId before;
    private long lastTokenNs;
    private long lastFrameNs;
    private boolean hasFrame;
    private long windowBeganNs;
    private long delaysNs;
    private long rotationsNs;
    private int visits;
    private boolean isSlow;
    private long slowSinceNs;

    TokenDelayWatch(final NodeId self) {
        this.self = self;
    }

    /** A ring was installed. */
    void onRing(final RingId newRingId, final NodeSet members) {
        ringId = newRingId;
        watched = predecessorOf(self, members);
        before = predecessorOf(watched, members);
        isSlow = false;
        lastTokenNs = 0;
        hasFrame = false;
        visits = 0;
    }

    /** A frame of the installed ring. */
    void onFrame(final NodeId sender, final long nowNs) {
        if (sender.equals(before)) {
            hasFrame = true;
            lastFrameNs = nowNs;
        }
    }

    /** A token was accepted. */
    void onToken(final RingId tokenRing, final long nowNs, final Effects<TrackerEffect> out) {
        if (!tokenRing.equals(ringId) || watched.equals(self)) {
            return;
        }
        if (hasFrame && lastTokenNs != 0) {
            delaysNs += nowNs - lastFrameNs;
            rotationsNs += nowNs - lastTokenNs;
            visits++;
        } else if (visits == 0) {
            beginWindow(nowNs);
        }
        hasFrame = false;
        lastTokenNs = nowNs;
        if (nowNs - windowBeganNs >= WINDOW_NS) {
            judge(nowNs, out);
            beginWindow(nowNs);
        }
    }

    /** Own frames were numbered, in the visit of the token that was accepted last. */
    void onOriginated() {
        onFrame(self, lastTokenNs);
    }

    /** How often this node found that one before it was slow. */
    SortedMap<NodeId, Long> timesSlow() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(timesSlow));
    }

    private void beginWindow(final long nowNs) {
        windowBeganNs = nowNs;
        delaysNs = 0;
        rotationsNs = 0;
        visits = 0;
    }

    private void judge(final long nowNs, final Effects<TrackerEffect> out) {
        final boolean isSlowNow =
                visits >= VISITS_AT_LEAST && delaysNs / visits >= SLOW_DELAY_NS && 5 * delaysNs >= 3 * rotationsNs;
        if (isSlowNow && !isSlow) {
            slowSinceNs = windowBeganNs;
            timesSlow.merge(watched, 1L, Long::sum);
            out.add(new TrackerEffect.ReportSlowMember(watched, delaysNs / visits));
        } else if (!isSlowNow && isSlow) {
            out.add(new TrackerEffect.ReportPromptMember(watched, nowNs - slowSinceNs));
        }
        isSlow = isSlowNow;
    }

    private static NodeId predecessorOf(final NodeId node, final NodeSet members) {
        NodeId at = node;
        for (NodeId next = members.successorOf(at); !next.equals(node); next = members.successorOf(at)) {
            at = next;
        }
        return at;
    }
}
