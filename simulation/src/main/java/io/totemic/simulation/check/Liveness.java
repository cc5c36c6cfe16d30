/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * E2c and what it is for: when the run has settled, everybody who is up is on one last ring, of all who are up; is a member of the
 * group; was told of that ring; and is quorate if a majority is up.
 */
public final class Liveness implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final List<NodeId> nodes = new ArrayList<>();
        trace.up().forEach(process -> nodes.add(process.node()));
        final NodeSet up = NodeSet.copyOf(nodes);
        RingId last = null;
        for (final Trace.ProcessId process : trace.up()) {
            final RegularConfiguration mine = lastConfigurationOf(trace, process);
            if (mine == null || !mine.members().equals(up)) {
                violations.accept(up + " are up, " + process + " is on ring " + mine);
            } else if (last != null && !last.equals(mine.ringId())) {
                violations.accept(process + " is on ring " + mine.ringId() + ", another on " + last);
            } else {
                last = mine.ringId();
            }
            if (!trace.settled().containsKey(process)) {
                violations.accept(process + " has not joined its group");
            }
            // A node that joined its group after the synchronisation of the last ring was told of no ring since.
            final Trace.RingInstalled told = lastToldRingOf(trace, process);
            if (told != null && !told.ringId().equals(last)) {
                violations.accept(process + " was told of ring " + told.ringId() + " last, it is on " + last);
            }
            if (told != null
                    && told.verdict() != QuorumVerdict.State.QUORATE
                    && up.size() > trace.configuredNodes() / 2) {
                violations.accept(process + " is " + told.verdict() + " while " + up + " are up");
            }
        }
    }

    private static RegularConfiguration lastConfigurationOf(final Trace trace, final Trace.ProcessId process) {
        RegularConfiguration last = null;
        for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
            if (event instanceof Trace.Configured configured
                    && configured.configuration() instanceof RegularConfiguration regular) {
                last = regular;
            }
        }
        return last;
    }

    private static Trace.RingInstalled lastToldRingOf(final Trace trace, final Trace.ProcessId process) {
        Trace.RingInstalled last = null;
        for (final Trace.Event event : trace.eventsOf(process)) {
            if (event instanceof Trace.RingInstalled installed) {
                last = installed;
            } else if (event instanceof Trace.ViewChanged view
                    && view.joined().stream().anyMatch(member -> member.node().equals(process.node()))) {
                last = null;
            }
        }
        return last;
    }
}
