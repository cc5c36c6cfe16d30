/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendResult;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * V9, ours: what a further member is answered when it sends is what becomes of the message. A refused one is told to nobody. An accepted one is told
 * to the sender unless it dies, is put out, or its node fails before; one whose delivery is awaited is answered at its place in the order,
 * which is one place at all members. Who leaves is answered when it has left. When the run has settled everything was answered, once.
 */
public final class Answers implements Checker {

    @Override
    public String id() {
        return "V9";
    }

    @Override
    public String property() {
        return "what a sender is answered is what becomes of its message";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        final Map<MessageId, Position> places = new HashMap<>();
        for (final MemberLog log : trace.groups().members()) {
            log.positions().forEach((message, position) -> {
                final Position before = places.putIfAbsent(message, position);
                if (before != null && !before.equals(position)) {
                    violations.accept(log + " was told " + message + " at " + position + ", others at " + before);
                }
            });
        }
        for (final MemberLog log : trace.groups().members()) {
            if (log.isLeaveAnsweredEarly() && !log.isKilled()) {
                violations.accept(log + " was answered that it has left before it had");
            }
            final boolean isUp = trace.up().contains(log.process());
            for (final MemberLog.Sent sent : log.sent()) {
                if (sent.answers() > 1 || (isUp && sent.answers() == 0)) {
                    violations.accept(log + " was answered " + sent.answers() + " times for " + sent.message());
                }
                if (sent.result() != null) {
                    check(trace, log, sent, places.get(sent.message()), violations);
                }
            }
            if (isUp && log.isLeaveUnanswered()) {
                violations.accept(log + " was never answered that it has left");
            }
            if (isUp && log.hasRoomsLeft()) {
                violations.accept(log + " waited for room in vain, or was told of it twice");
            }
        }
    }

    private static void check(
            final Trace trace,
            final MemberLog log,
            final MemberLog.Sent sent,
            final Position place,
            final Consumer<String> violations) {
        final SendResult result = sent.result();
        if (!result.isAccepted()) {
            if (place != null) {
                violations.accept(
                        log + " was answered " + result + " for " + sent.message() + ", which was told at " + place);
            }
            if (result instanceof SendResult.NotQuorate && !sent.options().isQuorumDemanded()) {
                violations.accept(
                        log + " was answered " + result + " for " + sent.message() + ", which demands no quorum");
            }
            return;
        }
        final boolean isDelivered = result instanceof SendResult.DeliveredToSelf;
        if (isDelivered != sent.options().isDeliveryAwaited()) {
            violations.accept(
                    log + " was answered " + result + " for " + sent.message() + ", sent with " + sent.options());
        }
        final boolean mustBeTold =
                !log.isKilled() && !log.isPutOut() && !log.isClosed() && (log.hasEnded() || log.isToStay(trace));
        if (mustBeTold && !log.positions().containsKey(sent.message())) {
            violations.accept(log + " was never told its own " + sent.message() + ", answered " + result);
        } else if (isDelivered && place != null && !place.equals(((SendResult.DeliveredToSelf) result).position())) {
            violations.accept(
                    log + " was answered " + result + " for " + sent.message() + ", which was told at " + place);
        }
    }
}
