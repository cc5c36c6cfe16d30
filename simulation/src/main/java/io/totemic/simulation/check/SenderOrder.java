/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** V10, ours: the messages of one further member are told in the order in which it sent them, large and small. */
public final class SenderOrder implements Checker {

    private record Sender(Trace.ProcessId process, int ordinal) {}

    @Override
    public String id() {
        return "V10";
    }

    @Override
    public String property() {
        return "what one member sends is told in the order in which it sent it";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        for (final MemberLog log : trace.groups().members()) {
            final Map<Sender, MessageId> last = new HashMap<>();
            for (final Trace.Event event : log.events()) {
                if (event instanceof Trace.Delivered delivered) {
                    final MessageId message = delivered.message();
                    final MessageId before = last.put(
                            new Sender(
                                    new Trace.ProcessId(message.node(), message.incarnation()),
                                    message.number() / MemberLog.MESSAGES_MAX),
                            message);
                    if (before != null && before.number() > message.number()) {
                        violations.accept(log + " was told " + message + " after " + before);
                    }
                }
            }
        }
    }
}
