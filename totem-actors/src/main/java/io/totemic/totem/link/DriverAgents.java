/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import java.lang.reflect.Field;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.CompositeAgent;

/**
 * The agents of an invoked media driver: turned together, or the one that sends or the one that receives alone. A round of all moves
 * one datagram of each stream out and one in, and costs as much again in looking after everything else, with a system call for
 * each socket. Where many datagrams wait in one direction only that agent needs to turn.
 *
 * <p>Aeron's invoker offers only all of them together, so the parts are looked for in its composite agent; if another version of it
 * has other parts, all of them turn instead. Called only by the loop.
 */
final class DriverAgents {

    private static final String PARTS = "agents";
    private static final String SENDER = "sender";
    private static final String RECEIVER = "receiver";

    private final AgentInvoker all;
    private final ErrorHandler errors;
    private final Agent sender;
    private final Agent receiver;

    /** Of the driver that {@code all} invokes; what a part throws goes to {@code errors}, as it does when all turn. */
    DriverAgents(final AgentInvoker all, final ErrorHandler errors) {
        this.all = all;
        this.errors = errors;
        sender = part(SENDER);
        receiver = part(RECEIVER);
    }

    private Agent part(final String role) {
        try {
            final Field parts = CompositeAgent.class.getDeclaredField(PARTS);
            parts.setAccessible(true);
            for (final Agent part : (Agent[]) parts.get(all.agent())) {
                if (role.equals(part.roleName())) {
                    return part;
                }
            }
            return null;
        } catch (final ReflectiveOperationException | RuntimeException otherwiseMade) {
            return null;
        }
    }

    /** Whether the parts were found. */
    boolean isApart() {
        return sender != null && receiver != null;
    }

    boolean isRunning() {
        return all.isRunning();
    }

    /** A round of all; answers the work done. */
    int turn() {
        return all.invoke();
    }

    /** A round of what sends: one datagram out of each stream that may send. */
    int send() {
        return sender == null ? all.invoke() : turn(sender);
    }

    /** A round of what receives: one datagram in. */
    int receive() {
        return receiver == null ? all.invoke() : turn(receiver);
    }

    private int turn(final Agent agent) {
        if (!all.isRunning()) {
            return 0;
        }
        try {
            return agent.doWork();
        } catch (final Exception failure) {
            errors.onError(failure);
            return 0;
        }
    }
}
