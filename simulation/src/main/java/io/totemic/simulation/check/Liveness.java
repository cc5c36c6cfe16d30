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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * L1: when the run has settled, everybody who is up is on a ring of all who are up; is a member of the group; was told of that ring; and is
 * quorate if a majority is up and votequorum has no options. {@link QuiescentAgreement} says that it is one ring.
 *
 * <p>The bound is what the time-outs add up to, so what is slower than any chain of time-outs fails too.
 */
public final class Liveness implements Checker {

    @Override
    public String id() {
        return "L1";
    }

    @Override
    public String property() {
        return "after the last fault and the bound there is one ring of all, in one group, quorate if it can be";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final List<NodeId> nodes = new ArrayList<>();
        trace.up().forEach(process -> nodes.add(process.node()));
        final NodeSet up = NodeSet.copyOf(nodes);
        final Map<Trace.ProcessId, RegularConfiguration> last = new HashMap<>();
        trace.passages().forEach(passage -> last.put(passage.process(), passage.regular()));
        final Map<Trace.ProcessId, Trace.RingInstalled> told = new HashMap<>();
        MemberView.follow(trace, (view, event) -> {
            if (view.log() != null) {
                // Of further members OneDirectory says so.
                return;
            }
            if (event instanceof Trace.RingInstalled installed) {
                told.put(view.process(), installed);
            } else if (event instanceof Trace.ViewChanged && !view.hasBegun()) {
                // A node that joined its group after the synchronisation of the last ring is told of no ring.
                told.remove(view.process());
            }
        });
        for (final Trace.ProcessId process : trace.up()) {
            final RegularConfiguration ring = last.get(process);
            if (ring == null || !ring.members().equals(up)) {
                violations.accept(up + " are up, " + process + " is on ring " + ring);
            }
            if (!trace.settled().containsKey(process)) {
                violations.accept(process + " has not joined its group");
            }
            checkTold(process, told.get(process), ring == null ? null : ring.ringId(), violations);
            if (told.get(process) != null
                    && told.get(process).verdict() != QuorumVerdict.State.QUORATE
                    && trace.quorum().isPlain()
                    && up.size() > trace.configuredNodes() / 2) {
                violations.accept(process + " is " + told.get(process).verdict() + " while " + up + " are up");
            }
        }
    }

    private static void checkTold(
            final Trace.ProcessId process,
            final Trace.RingInstalled told,
            final RingId ringId,
            final Consumer<String> violations) {
        if (told != null && !told.ringId().equals(ringId)) {
            violations.accept(process + " was told of ring " + told.ringId() + " last, it is on " + ringId);
        }
    }
}
