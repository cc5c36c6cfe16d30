/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.picture;

import io.totemic.simulation.check.FrameId;
import io.totemic.simulation.check.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tokens and messages between the nodes, in close-ups only: elsewhere they would be one black bar. */
final class Arrows {

    /** Frames drawn in one close-up; more hide each other. */
    private static final int FRAMES_MAX = 5;

    private record Place(Trace.ProcessId process, long atNs) {}

    private final Page page;
    private final Trace trace;

    Arrows(final Page page) {
        this.page = page;
        trace = page.story().trace();
    }

    void draw() {
        drawMessages();
        drawTokens();
    }

    private void drawTokens() {
        final TreeMap<String, TreeMap<Integer, Place>> rings = new TreeMap<>();
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.TokenAccepted token) {
                    rings.computeIfAbsent(token.ringId().toString(), key -> new TreeMap<>())
                            .putIfAbsent(token.tokenSeq(), new Place(process, token.atNs()));
                }
            }
        }
        rings.forEach((ring, hops) -> hops.forEach((tokenSeq, from) -> {
            final Place to = hops.get(tokenSeq + 1);
            if (to != null
                    && to.atNs() >= from.atNs()
                    && (page.scale().isCloseUp(from.atNs()) || page.scale().isCloseUp(to.atNs()))) {
                arrow(from, to, "token", "token " + Integer.toUnsignedString(tokenSeq + 1) + " of ring " + ring);
            }
        }));
    }

    private void drawMessages() {
        final Map<FrameId, Place> origins = new HashMap<>();
        final Map<FrameId, List<Place>> deliveries = new HashMap<>();
        final TreeMap<Long, List<FrameId>> byCloseUp = new TreeMap<>();
        page.scale().closeUps().forEach(closeUp -> byCloseUp.put(closeUp.fromNs(), new ArrayList<>()));
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.FrameOriginated origin
                        && page.scale().isCloseUp(event.atNs())) {
                    origins.put(origin.frame(), new Place(process, event.atNs()));
                    byCloseUp.floorEntry(event.atNs()).getValue().add(origin.frame());
                } else if (event instanceof Trace.FrameDelivered delivery) {
                    deliveries
                            .computeIfAbsent(delivery.frame(), key -> new ArrayList<>())
                            .add(new Place(process, event.atNs()));
                }
            }
        }
        byCloseUp.values().forEach(frames -> {
            final List<FrameId> heard =
                    frames.stream().filter(deliveries::containsKey).toList();
            chosen(heard).forEach(frame -> {
                for (final Place to : deliveries.get(frame)) {
                    arrow(origins.get(frame), to, "message", "frame " + frame + " delivered by " + to.process());
                }
            });
        });
    }

    /** Some of many, evenly. */
    private static Set<FrameId> chosen(final List<FrameId> frames) {
        final Set<FrameId> chosen = new LinkedHashSet<>();
        for (int i = 0; i < FRAMES_MAX && !frames.isEmpty(); i++) {
            chosen.add(frames.get((int) ((long) i * frames.size() / FRAMES_MAX)));
        }
        return chosen;
    }

    private void arrow(final Place from, final Place to, final String kind, final String title) {
        if (from.process().node().equals(to.process().node())
                || to.atNs() < page.fromNs()
                || from.atNs() > page.toNs()) {
            return;
        }
        final double fromX = page.x(from.process().node());
        final double toX = page.x(to.process().node());
        final double edge = Math.signum(toX - fromX) * Page.BAND / 2;
        page.svg()
                .titled(
                        "path",
                        title,
                        "class",
                        kind,
                        "marker-end",
                        "url(#" + kind + "-head)",
                        "d",
                        "M" + Svg.number(fromX + edge) + "," + Svg.number(page.y(from.atNs())) + "L"
                                + Svg.number(toX - edge) + "," + Svg.number(page.y(to.atNs())));
    }
}
