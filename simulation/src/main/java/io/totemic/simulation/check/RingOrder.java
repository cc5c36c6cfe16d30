/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * E4, E5, E6 on the frames of a ring. There is one frame at each place; each process delivers in order; in the regular
 * configuration without holes, in the transitional one with holes only of originators that did not come along; and processes
 * that go the same way deliver the same.
 *
 * <p>Causal delivery (E5) follows: what an originator had delivered before was in places before its frame.
 */
public final class RingOrder implements Checker {

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final TreeMap<String, TreeMap<Integer, FrameId>> framesOf = new TreeMap<>();
        final TreeMap<String, Passage> ways = new TreeMap<>();
        final List<Passage> passages = Passage.of(trace);
        for (final Passage passage : passages) {
            final TreeMap<Integer, FrameId> frames =
                    framesOf.computeIfAbsent(passage.regular().ringId().toString(), key -> new TreeMap<>());
            for (final FrameId frame : passage.delivered()) {
                final FrameId other = frames.putIfAbsent(frame.seq(), frame);
                if (other != null && !other.equals(frame)) {
                    violations.accept(passage.process() + " delivered " + frame + ", another a different frame there");
                }
            }
        }
        for (final Passage passage : passages) {
            checkOrder(passage, framesOf.get(passage.regular().ringId().toString()), violations);
            if (passage.next() != null) {
                final String way = passage.regular().ringId() + " by " + passage.transitionalMembers() + " to "
                        + passage.next().ringId();
                final Passage other = ways.putIfAbsent(way, passage);
                if (other != null && !other.delivered().equals(passage.delivered())) {
                    violations.accept("on the way " + way + " " + passage.process() + " delivered "
                            + passage.delivered().size() + " frames, " + other.process() + " "
                            + other.delivered().size());
                }
                if (other != null && !other.inRegular().equals(passage.inRegular())) {
                    violations.accept("on the way " + way + " " + passage.process() + " delivered "
                            + passage.inRegular().size() + " frames before the transitional configuration, "
                            + other.process() + " " + other.inRegular().size());
                }
            }
        }
    }

    /** {@code frames} are all that anybody delivered of this ring; recovery's have no place among them. */
    private static void checkOrder(
            final Passage passage, final TreeMap<Integer, FrameId> frames, final Consumer<String> violations) {
        final FrameId[] known = frames.values().toArray(FrameId[]::new);
        int place = 0;
        for (final FrameId frame : passage.inRegular()) {
            if (place >= known.length || !known[place].equals(frame)) {
                violations.accept(passage.process() + " delivered " + frame + " in the regular configuration where "
                        + (place < known.length ? known[place] : "nothing") + " comes next");
                return;
            }
            place++;
        }
        for (final FrameId frame : passage.inTransitional()) {
            while (place < known.length && !known[place].equals(frame)) {
                if (passage.transitionalMembers().contains(known[place].sender())) {
                    violations.accept(passage.process() + " left out " + known[place]
                            + " in the transitional configuration of " + passage.transitionalMembers());
                    return;
                }
                place++;
            }
            if (place == known.length) {
                violations.accept(passage.process() + " delivered " + frame + " out of order, after "
                        + Arrays.stream(known).reduce((a, b) -> b).orElse(frame));
                return;
            }
            if (!passage.transitionalMembers().contains(frame.sender()) && place > 0) {
                violations.accept(passage.process() + " delivered " + frame + " in the transitional configuration of "
                        + passage.transitionalMembers());
                return;
            }
            place++;
        }
    }
}
