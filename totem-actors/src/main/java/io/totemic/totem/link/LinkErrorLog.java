/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.ClientTimeoutException;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.AgentTerminationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every error of driver and client: counts it, says it in one line at most once a second, and remembers whether
 * it was the client's or the driver's last.
 */
final class LinkErrorLog implements ErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(AeronLinks.class);
    private static final long LINE_INTERVAL_NS = 1_000_000_000L;

    private final LinkCounters counters;
    private long nextLineNs = System.nanoTime();
    private long unsaid;
    private boolean isFatal;

    LinkErrorLog(final LinkCounters counters) {
        this.counters = counters;
    }

    @Override
    public synchronized void onError(final Throwable error) {
        counters.increment(LinkCounters.Counter.AERON_ERRORS);
        isFatal |= error instanceof ConductorServiceTimeoutException
                || error instanceof DriverTimeoutException
                || error instanceof ClientTimeoutException
                || error instanceof AgentTerminationException;
        final long now = System.nanoTime();
        if (now - nextLineNs < 0) {
            unsaid++;
            return;
        }
        nextLineNs = now + LINE_INTERVAL_NS;
        if (error instanceof AeronException known && known.category() == AeronException.Category.WARN) {
            LOG.info("Aeron: {} ({} more of such since the last line)", oneLine(error), unsaid);
        } else {
            LOG.warn("Aeron: {} ({} more of such since the last line)", oneLine(error), unsaid);
        }
        unsaid = 0;
    }

    /** Whether an error was reported after which driver and client do not work any more. */
    synchronized boolean isFatal() {
        return isFatal;
    }

    private static String oneLine(final Throwable error) {
        return error.toString().replace('\n', ' ').replace('\r', ' ');
    }
}
