/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * E3: what a process has originated on a ring it delivers before its next regular configuration; and when the run has settled, who is up has
 * delivered all of it and was told all messages that were accepted from it.
 */
public final class SelfDelivery implements Checker {

    @Override
    public String id() {
        return "E3";
    }

    @Override
    public String property() {
        return "who does not fail delivers what it has originated";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final Passage passage : trace.passages()) {
            if (passage.next() == null && !trace.up().contains(passage.process())) {
                continue;
            }
            final Set<FrameId> delivered = new HashSet<>(passage.delivered());
            for (final FrameId frame : passage.originated()) {
                if (!delivered.contains(frame)) {
                    violations.accept(passage.process() + " never delivered its own " + frame);
                }
            }
        }
        for (final Trace.ProcessId process : trace.processes()) {
            if (!trace.isCrashed(process)) {
                checkMessages(trace, process, violations);
            }
        }
    }

    private static void checkMessages(
            final Trace trace, final Trace.ProcessId process, final Consumer<String> violations) {
        final Set<MessageId> told = new HashSet<>();
        for (final Trace.Event event : trace.eventsOf(process)) {
            if (event instanceof Trace.Delivered delivered) {
                told.add(delivered.message());
            }
        }
        for (final MessageId message : trace.acceptedOf(process)) {
            if (!told.contains(message)) {
                violations.accept(process + " was never told its own " + message);
            }
        }
    }
}
