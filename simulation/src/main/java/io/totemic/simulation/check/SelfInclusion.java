/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.function.Consumer;

/**
 * E2a: whoever installs a configuration is in it, and a member of a group that is told of a ring is on a node of it.
 */
public final class SelfInclusion implements Checker {

    @Override
    public String id() {
        return "E2a";
    }

    @Override
    public String property() {
        return "who installs a configuration is in it";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Passage passage : trace.passages()) {
            if (!passage.regular().members().contains(passage.process().node())) {
                violations.accept(passage.process() + " installed ring " + passage.ringId() + " of "
                        + passage.regular().members());
            }
            if (passage.transitional() != null
                    && !passage.transitionalMembers().contains(passage.process().node())) {
                violations.accept(passage.process() + " installed the transitional configuration of "
                        + passage.transitionalMembers() + " after ring " + passage.ringId());
            }
        }
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                if (event instanceof Trace.RingInstalled installed
                        && !installed.members().contains(process.node())) {
                    violations.accept(
                            process + " was told of ring " + installed.ringId() + " of " + installed.members());
                }
            }
        }
    }
}
