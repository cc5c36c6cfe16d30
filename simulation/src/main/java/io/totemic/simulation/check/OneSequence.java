/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * V8, ours: in a regular configuration all further members of a group are told one sequence of messages and views, wherever they go from there,
 * or if they end there: who was there when it began has a part from the begin, who joined has one from its join on, and who was put out
 * has one up to what was dropped.
 */
public final class OneSequence implements Checker {

    @Override
    public String id() {
        return "V8";
    }

    @Override
    public String property() {
        return "in one configuration the members of a group are told parts of one sequence";
    }

    /** What a member was told in one regular configuration. */
    private static final class Part {
        private final String name;
        private final boolean isFromJoin;
        private final List<Object> told = new ArrayList<>();

        private Part(final String name, final boolean isFromJoin) {
            this.name = name;
            this.isFromJoin = isFromJoin;
        }
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<List<Object>, List<Part>> parts = new LinkedHashMap<>();
        for (final MemberLog log : trace.groups().members()) {
            read(log, parts);
        }
        parts.forEach((place, ofPlace) -> compare(place, ofPlace, violations));
    }

    private static void read(final MemberLog log, final Map<List<Object>, List<Part>> parts) {
        Part part = new Part(log.toString(), true);
        boolean isOpen = true;
        for (final Trace.Event event : log.events()) {
            if (event instanceof Trace.RingInstalled installed) {
                part = new Part(log.toString(), false);
                isOpen = true;
                add(log, installed.ringId(), part, parts);
            } else if (event instanceof Trace.ConfigurationTold told) {
                if (told.isTransitional()) {
                    isOpen = false;
                } else {
                    add(log, told.ringId(), part, parts);
                }
            } else if (event instanceof Trace.ViewChanged change) {
                isOpen &= !(log.isPutOut() && change.left().containsKey(log.member()));
                if (isOpen && ViewSynchrony.isOrdered(change)) {
                    part.told.add(ViewSynchrony.entryOf(change));
                }
            } else if (event instanceof Trace.Delivered delivered && isOpen) {
                part.told.add(delivered.message());
            }
        }
    }

    private static void add(
            final MemberLog log, final RingId ringId, final Part part, final Map<List<Object>, List<Part>> parts) {
        parts.computeIfAbsent(List.of(log.group(), ringId), place -> new ArrayList<>())
                .add(part);
    }

    private static void compare(final List<Object> place, final List<Part> parts, final Consumer<String> violations) {
        Part longest = parts.get(0);
        for (final Part part : parts) {
            if ((longest.isFromJoin && !part.isFromJoin)
                    || (longest.isFromJoin == part.isFromJoin && part.told.size() > longest.told.size())) {
                longest = part;
            }
        }
        for (final Part part : parts) {
            final int at = part.isFromJoin && !part.told.isEmpty() ? longest.told.indexOf(part.told.get(0)) : 0;
            for (int i = 0; at >= 0 && i < part.told.size() && at + i < longest.told.size(); i++) {
                if (!part.told.get(i).equals(longest.told.get(at + i))) {
                    violations.accept("in group " + place.get(0) + " on ring " + place.get(1) + " " + part.name
                            + " was told " + part.told.get(i) + " where " + longest.name + " was told "
                            + longest.told.get(at + i));
                    break;
                }
            }
        }
    }
}
