/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.message.OrfToken;
import java.util.Arrays;

/**
 * Decides which holes a node asks for: a hole that was seen missing on {@code miss_count_const} token visits and for at
 * least a millisecond, and again that long after each request.
 *
 * <p>Source: paper section 4.3; the time is ours, since on a fast ring five visits pass while the frame is still on its way.
 */
final class RetransmitRequests {

    /** Holes watched at a time; a token has room for 30. */
    private static final int WATCHED_MAX = OrfToken.RETRANSMIT_ENTRIES_MAX;

    private final int missCountConst;
    private int[] seqs = new int[WATCHED_MAX];
    private int[] misses = new int[WATCHED_MAX];
    private long[] sinceNs = new long[WATCHED_MAX];
    private int count;

    // The scan writes into these and then swaps.
    private int[] nextSeqs = new int[WATCHED_MAX];
    private int[] nextMisses = new int[WATCHED_MAX];
    private long[] nextSinceNs = new long[WATCHED_MAX];

    RetransmitRequests(final int missCountConst) {
        this.missCountConst = missCountConst;
    }

    /**
     * The requests that stand on the token, and those that this node adds.
     *
     * @param standing requests that could not be served here
     * @param tokenSeq highest seq on the ring
     */
    int[] add(final int[] standing, final SortQueue queue, final int tokenSeq, final long nowNs) {
        int[] requests = standing;
        int previous = 0;
        int found = 0;
        for (int seq = queue.aru() + 1; seq - tokenSeq <= 0 && found < WATCHED_MAX && queue.isWithin(seq); seq++) {
            if (queue.get(seq) != null) {
                continue;
            }
            while (previous < count && seqs[previous] - seq < 0) {
                previous++;
            }
            final boolean isKnown = previous < count && seqs[previous] == seq;
            nextSeqs[found] = seq;
            nextMisses[found] = isKnown ? misses[previous] + 1 : 1;
            nextSinceNs[found] = isKnown ? sinceNs[previous] : nowNs;
            if (nextMisses[found] >= missCountConst
                    && nowNs - nextSinceNs[found] >= TotemSettings.MISS_TIME_NS
                    && requests.length < OrfToken.RETRANSMIT_ENTRIES_MAX
                    && !contains(requests, seq)) {
                requests = Arrays.copyOf(requests, requests.length + 1);
                requests[requests.length - 1] = seq;
                nextMisses[found] = 0;
                nextSinceNs[found] = nowNs;
            }
            found++;
        }
        swap(found);
        return requests;
    }

    private void swap(final int found) {
        final int[] oldSeqs = seqs;
        final int[] oldMisses = misses;
        final long[] oldSinceNs = sinceNs;
        seqs = nextSeqs;
        misses = nextMisses;
        sinceNs = nextSinceNs;
        nextSeqs = oldSeqs;
        nextMisses = oldMisses;
        nextSinceNs = oldSinceNs;
        count = found;
    }

    private static boolean contains(final int[] requests, final int seq) {
        for (final int request : requests) {
            if (request == seq) {
                return true;
            }
        }
        return false;
    }
}
