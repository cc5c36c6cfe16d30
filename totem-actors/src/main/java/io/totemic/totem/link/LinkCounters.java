/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the link has carried and dropped. Written by the loop without fences, read by any thread a little late.
 */
public final class LinkCounters {

    /** One counter each; all only grow. */
    public enum Counter {
        /** Data frames given to Aeron. */
        DATA_SENT,
        /** Data frames taken from peers. */
        DATA_RECEIVED,
        /** Tokens given to Aeron. */
        TOKENS_SENT,
        /** Control frames given to Aeron, one for each peer. */
        CONTROL_SENT,
        /** Tokens and control frames taken from peers. */
        TOKENS_AND_CONTROL_RECEIVED,
        /** Frames that Aeron refused at first; data and tokens were kept and offered again. */
        REFUSED,
        /** Frames dropped because too many were refused before them. */
        DROPPED_QUEUE_FULL,
        /** Frames dropped because no peer, or not that peer, was connected. */
        DROPPED_NOT_CONNECTED,
        /** Times that driver and client were built anew. */
        REBUILDS,
        /** Times that the subscriptions were closed and added again. */
        RESUBSCRIPTIONS,
        /** Publications added again at the end of their positions. */
        PUBLICATIONS_READDED,
        /** Errors that Aeron reported. */
        AERON_ERRORS,
        /** Datagrams read from the socket that peers send to, Aeron's own among them. */
        DATAGRAMS_RECEIVED,
        /** Datagrams and fragments dropped for lengths or positions that no peer sends. */
        MALFORMED_DATAGRAMS,
        /** Frames dropped since one of their fragments was lost. */
        INCOMPLETE_FRAMES,
        /** Datagrams dropped since their session is of nobody in the nodelist. */
        FOREIGN_SESSIONS
    }

    private final Map<Counter, AtomicLong> values = new EnumMap<>(Counter.class);

    LinkCounters() {
        for (final Counter counter : Counter.values()) {
            values.put(counter, new AtomicLong());
        }
    }

    /** Value of one counter. Called by any thread. */
    public long get(final Counter counter) {
        return values.get(counter).getOpaque();
    }

    /** Data frames sent and received. Called by any thread; what keeps the loop awake while it grows. */
    public long dataFrames() {
        return get(Counter.DATA_SENT) + get(Counter.DATA_RECEIVED);
    }

    void increment(final Counter counter) {
        final AtomicLong value = values.get(counter);
        value.setOpaque(value.getPlain() + 1);
    }
}
