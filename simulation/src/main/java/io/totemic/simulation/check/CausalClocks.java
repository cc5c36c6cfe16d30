/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Vector clocks on frames: a frame carries how many frames of each originator on its ring came before it, and nobody may deliver it
 * before these.
 *
 * <p>A chain of causes from a frame to another of the same ring stays on that ring: it leads over deliveries and originations in
 * its configuration. So each process counts anew on each ring.
 */
final class CausalClocks {

    /** What a process knows of its ring, and what it has delivered of it, by originator. */
    private static final class Clock {
        private int[] known;
        private int[] delivered;

        private Clock(final int originators) {
            reset(originators);
        }

        private void reset(final int originators) {
            known = new int[originators];
            delivered = new int[originators];
        }
    }

    private final List<NodeId> originators = new ArrayList<>();
    private final Map<NodeId, Integer> indexOf = new HashMap<>();
    private final Map<Trace.ProcessId, Clock> clocks = new HashMap<>();
    private final Map<FrameId, int[]> before = new HashMap<>();
    private final List<String> violations;

    /** Writes a line into {@code violations} for each delivery before something that it depends on. */
    CausalClocks(final Trace trace, final List<String> violations) {
        this.violations = violations;
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            if (indexOf.putIfAbsent(process.node(), originators.size()) == null) {
                originators.add(process.node());
            }
        }
        trace.ringProcesses().forEach(process -> clocks.put(process, new Clock(originators.size())));
    }

    void installed(final Trace.ProcessId process) {
        clocks.get(process).reset(originators.size());
    }

    void originated(final Trace.ProcessId process, final FrameId frame) {
        final Clock clock = clocks.get(process);
        before.put(frame, clock.known.clone());
        clock.known[indexOf.get(process.node())]++;
    }

    void delivered(final Trace.ProcessId process, final FrameId frame) {
        final int[] needed = before.get(frame);
        if (needed == null) {
            // Nobody originated it, which is another checker's matter.
            return;
        }
        final Clock clock = clocks.get(process);
        for (int i = 0; i < needed.length; i++) {
            if (clock.delivered[i] < needed[i]) {
                violations.add(process + " delivered " + frame + " when it had delivered " + clock.delivered[i] + " of "
                        + needed[i] + " frames of " + originators.get(i) + " that came before it");
            }
            clock.known[i] = Math.max(clock.known[i], needed[i]);
        }
        final int sender = indexOf.get(frame.sender());
        clock.delivered[sender] = Math.max(clock.delivered[sender], needed[sender] + 1);
        clock.known[sender] = Math.max(clock.known[sender], needed[sender] + 1);
    }
}
