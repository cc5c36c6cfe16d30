/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * E1d: a process delivers a frame once, over all its configurations, and is told a message of its group once.
 */
public final class NoDuplication implements Checker {

    @Override
    public String id() {
        return "E1d";
    }

    @Override
    public String property() {
        return "nothing is delivered twice to a process";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Trace.ProcessId process : trace.ringProcesses()) {
            final Set<FrameId> delivered = new HashSet<>();
            for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
                if (event instanceof Trace.FrameDelivered delivery && !delivered.add(delivery.frame())) {
                    violations.accept(process + " delivered " + delivery.frame() + " twice");
                }
            }
        }
        for (final Trace.ProcessId process : trace.processes()) {
            checkTold(process, trace.eventsOf(process), violations);
        }
        for (final MemberLog log : trace.groups().members()) {
            checkTold(log, log.events(), violations);
        }
    }

    private static void checkTold(final Object who, final List<Trace.Event> events, final Consumer<String> violations) {
        final Set<MessageId> told = new HashSet<>();
        for (final Trace.Event event : events) {
            if (event instanceof Trace.Delivered delivered && !told.add(delivered.message())) {
                violations.accept(who + " was told " + delivered.message() + " twice");
            }
        }
    }
}
