/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.OrfToken;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names the node that the ring waits for. Flow control lets a ring run only so far ahead of its aru, so a node that receives
 * slower than the others send slows them all; the token says which one it is.
 *
 * <p>A node is slow when it has held the aru back for 100 ms by more than four windows, or by a sixteenth of the queue if that is
 * more; it has caught up when it is behind by no more than half of that, or holds nothing back. Each time is counted; it is
 * reported at most every five seconds.
 */
final class SlowReceiverWatch {

    static final long SLOW_AFTER_NS = 100_000_000L;
    static final long REPORT_INTERVAL_NS = 5_000_000_000L;

    private static final int WINDOWS_BEHIND = 4;

    private final int behindLimit;
    private final TreeMap<NodeId, Long> timesSlow = new TreeMap<>();
    private RingId ringId;
    private int address;
    private long sinceNs;
    private int mostBehind;
    private boolean isSlow;
    private boolean isReported;
    private boolean hasReported;
    private long lastReportNs;

    SlowReceiverWatch(final int windowSizeMessages) {
        behindLimit = behindLimit(windowSizeMessages);
    }

    /** Frames that a node must be behind to be slow. */
    static int behindLimit(final int windowSizeMessages) {
        return Math.min(SortQueue.CAPACITY / 2, Math.max(SortQueue.CAPACITY / 16, WINDOWS_BEHIND * windowSizeMessages));
    }

    /** A token as it arrived. */
    void onToken(final OrfToken token, final long nowNs, final Effects<TrackerEffect> out) {
        if (!token.ringId().equals(ringId)) {
            ringId = token.ringId();
            end(nowNs, out);
        }
        final int behind = token.seq() - token.aru();
        if (address != 0 && (token.aruAddress() != address || behind <= behindLimit / 2)) {
            end(nowNs, out);
        }
        if (address == 0) {
            if (token.aruAddress() == 0 || behind <= behindLimit) {
                return;
            }
            address = token.aruAddress();
            sinceNs = nowNs;
            mostBehind = 0;
        }
        mostBehind = Math.max(mostBehind, behind);
        if (!isSlow && nowNs - sinceNs >= SLOW_AFTER_NS) {
            isSlow = true;
            timesSlow.merge(new NodeId(address), 1L, Long::sum);
            report(behind, nowNs, out);
        }
    }

    /** How often each node was slow so far, as seen from here; nodes that never were are not in it. */
    SortedMap<NodeId, Long> timesSlow() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(timesSlow));
    }

    private void report(final int behind, final long nowNs, final Effects<TrackerEffect> out) {
        if (!hasReported || nowNs - lastReportNs >= REPORT_INTERVAL_NS) {
            hasReported = true;
            lastReportNs = nowNs;
            isReported = true;
            out.add(new TrackerEffect.ReportSlowReceiver(new NodeId(address), behind));
        }
    }

    private void end(final long nowNs, final Effects<TrackerEffect> out) {
        if (isReported) {
            out.add(new TrackerEffect.ReportCaughtUp(new NodeId(address), mostBehind, nowNs - sinceNs));
        }
        address = 0;
        isSlow = false;
        isReported = false;
    }
}
