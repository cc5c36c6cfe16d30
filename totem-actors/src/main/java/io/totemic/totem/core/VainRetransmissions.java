/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.message.OrfToken;

/**
 * Which frames this node has sent again, and was asked for all the same. Whoever asks may not hear this node: if it then answered each
 * request, it would take it off the token before anybody that is heard sees it, for as long as the link is cut. So after two answers one
 * request is left to the others.
 *
 * <p>Differs from Corosync, where the first node that has the frame always answers.
 */
final class VainRetransmissions {

    private static final int ANSWERS_MAX = 2;

    /** Frames remembered: two tokens full of requests. */
    private static final int REMEMBERED = 2 * OrfToken.RETRANSMIT_ENTRIES_MAX;

    private final int[] seqs = new int[REMEMBERED];
    private final int[] answers = new int[REMEMBERED];
    private int count;
    private int oldest;

    /** Whether this request for a frame that is here is to be answered; counts that it is. */
    boolean mayAnswer(final int seq) {
        for (int i = 0; i < count; i++) {
            if (seqs[i] == seq) {
                if (answers[i] < ANSWERS_MAX) {
                    answers[i]++;
                    return true;
                }
                answers[i] = 0;
                return false;
            }
        }
        final int place = count < REMEMBERED ? count++ : oldest++ % REMEMBERED;
        seqs[place] = seq;
        answers[place] = 1;
        return true;
    }
}
