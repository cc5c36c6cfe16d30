/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.ChangeReason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * V7, ours: further members are told of the transitional configuration of their ring once, between its last message in the regular
 * configuration and the first one in the transitional one, and with the nodes that the ring says go together; messages are of the ring that
 * they are told on; nodes come and go with the next regular configuration only; and its companions are those nodes if they went there
 * straight, and some of them otherwise.
 */
public final class TransitionalTold implements Checker {

    @Override
    public String id() {
        return "V7";
    }

    @Override
    public String property() {
        return "a member is told of the transitional configuration in its place, with who goes together";
    }

    private record Stay(Trace.ProcessId process, RingId ringId) {}

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<Stay, Passage> passages = new HashMap<>();
        for (final Passage passage : trace.passages()) {
            passages.put(new Stay(passage.process(), passage.ringId()), passage);
        }
        for (final MemberLog log : trace.groups().members()) {
            new Reader(log, passages, violations).read();
        }
    }

    /** Reads what one member was told. */
    private static final class Reader {
        private final MemberLog log;
        private final Map<Stay, Passage> passages;
        private final Consumer<String> violations;
        private RingId ringId;
        private Passage passage;
        private NodeSet transitional;
        private final Set<Integer> inTransitional = new HashSet<>();

        private Reader(final MemberLog log, final Map<Stay, Passage> passages, final Consumer<String> violations) {
            this.log = log;
            this.passages = passages;
            this.violations = violations;
        }

        private void read() {
            for (final Trace.Event event : log.events()) {
                if (event instanceof Trace.ConfigurationTold told) {
                    onTold(told);
                } else if (event instanceof Trace.RingInstalled installed) {
                    onRing(installed);
                } else if (event instanceof Trace.Delivered delivered) {
                    onDelivered(delivered);
                } else if (event instanceof Trace.ViewChanged change && transitional != null) {
                    if (change.left().containsValue(ChangeReason.NODEDOWN)
                            || change.joined().containsValue(ChangeReason.NODEUP)) {
                        report("that " + change.joined() + " joined and " + change.left()
                                + " left in the transitional configuration of ring " + ringId);
                    }
                }
            }
        }

        private void onTold(final Trace.ConfigurationTold told) {
            if (ringId == null) {
                enter(told.ringId());
                if (!told.isTransitional()) {
                    return;
                }
            }
            if (transitional != null || !told.ringId().equals(ringId)) {
                report("of the transitional configuration of ring " + told.ringId() + " while on " + ringId
                        + (transitional == null ? "" : ", and of one there before"));
            }
            transitional = told.nodes();
            if (passage == null || !passage.transitionalMembers().equals(told.nodes())) {
                report("that " + told.nodes() + " go together from ring " + ringId + ", which are "
                        + (passage == null ? "unknown" : passage.transitionalMembers()));
            }
        }

        private void onRing(final Trace.RingInstalled installed) {
            if (transitional == null) {
                report("of ring " + installed.ringId() + " without a transitional configuration of ring " + ringId);
            } else {
                final boolean isStraight = passage != null && passage.leads(ringId, installed.ringId());
                if (!installed.companions().isSubsetOf(transitional)
                        || (isStraight && !installed.companions().equals(transitional))) {
                    report("that " + installed.companions() + " have come along to ring " + installed.ringId()
                            + " from the transitional configuration of " + transitional);
                }
            }
            enter(installed.ringId());
        }

        private void onDelivered(final Trace.Delivered delivered) {
            if (!delivered.ringId().equals(ringId)) {
                report(delivered.message() + " of ring " + delivered.ringId() + " while on " + ringId);
            } else if ((transitional != null) != inTransitional.contains(delivered.seq())) {
                report(delivered.message() + " in the "
                        + (transitional == null ? "regular" : "transitional") + " configuration of ring " + ringId
                        + ", where its frame " + Integer.toUnsignedString(delivered.seq())
                        + " was not delivered");
            }
        }

        private void enter(final RingId newRingId) {
            ringId = newRingId;
            transitional = null;
            passage = passages.get(new Stay(log.process(), newRingId));
            inTransitional.clear();
            final List<FrameId> frames = passage == null ? List.of() : passage.inTransitional();
            frames.forEach(frame -> inTransitional.add(frame.seq()));
        }

        private void report(final String what) {
            violations.accept(log + " was told " + what);
        }
    }
}
