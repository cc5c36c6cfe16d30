/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import java.util.Set;
import java.util.SortedMap;

/**
 * One number over everything in a trace, the same for the same trace on every Java platform: hash codes of enums and records are
 * not, those of strings are.
 */
public final class TraceHash {

    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private long hash;

    private TraceHash(final long begin) {
        hash = begin;
    }

    /** The hash of {@code trace}; {@code begin} is mixed into it. */
    public static String of(final Trace trace, final long begin) {
        final TraceHash hash = new TraceHash(begin);
        trace.ringProcesses().forEach(process -> {
            hash.add(process);
            trace.ringEventsOf(process).forEach(hash::add);
        });
        trace.processes().forEach(process -> {
            hash.add(process);
            trace.eventsOf(process).forEach(hash::add);
        });
        trace.groups().members().forEach(member -> {
            hash.add(member.process());
            member.events().forEach(hash::add);
        });
        return String.format("%016x", hash.hash);
    }

    private void add(final Trace.RingEvent event) {
        mix(event.atNs());
        if (event instanceof Trace.FrameOriginated originated) {
            mix(1);
            add(originated.frame());
        } else if (event instanceof Trace.FrameDelivered delivered) {
            mix(2);
            add(delivered.frame());
        } else if (event instanceof Trace.Configured configured) {
            mix(3);
            add(configured.configuration());
        } else if (event instanceof Trace.TokenAccepted token) {
            mix(4);
            add(token.ringId());
            mix(token.tokenSeq());
            mix(token.seq());
            mix(token.aru());
        } else if (event instanceof Trace.StateEntered entered) {
            mix(5);
            mix(entered.state().name().hashCode());
            mix(entered.reason() == null ? -1 : entered.reason().number());
            add(entered.ringId());
        } else if (event instanceof Trace.QueueGrown grown) {
            mix(9);
            mix(grown.frames());
        } else if (event instanceof Trace.FrameHeld held) {
            mix(11);
            add(held.frame());
        }
    }

    private void add(final Trace.Event event) {
        if (event instanceof Trace.Delivered delivered) {
            mix(6);
            mix(delivered.message().node().value());
            mix(delivered.message().incarnation());
            mix(delivered.message().number());
            add(delivered.sender());
            add(delivered.ringId());
            mix(delivered.seq());
            mix(delivered.atNs());
        } else if (event instanceof Trace.RingInstalled installed) {
            mix(7);
            add(installed.ringId());
            add(installed.members());
            add(installed.companions());
            mix(installed.verdict().name().hashCode());
            mix(installed.atNs());
        } else if (event instanceof Trace.ViewChanged changed) {
            mix(8);
            add(changed.members());
            add(changed.joined());
            add(changed.left());
            mix(changed.atNs());
        } else if (event instanceof Trace.Damaged damaged) {
            mix(10);
            mix(damaged.message().node().value());
            mix(damaged.message().number());
            mix(damaged.atNs());
        } else if (event instanceof Trace.ConfigurationTold told) {
            mix(12);
            add(told.ringId());
            add(told.nodes());
            add(told.companions());
            mix(told.isTransitional() ? 1 : 0);
            mix(told.atNs());
        }
    }

    private void add(final Trace.ProcessId process) {
        mix(process.node().value());
        mix(process.incarnation());
    }

    private void add(final FrameId frame) {
        add(frame.ringId());
        mix(frame.seq());
        mix(frame.sender().value());
        mix(frame.contentHash());
        mix(frame.isSafe() ? 1 : 0);
    }

    private void add(final Configuration configuration) {
        if (configuration instanceof RegularConfiguration regular) {
            add(regular.ringId());
            add(regular.members());
            add(regular.joined());
        } else if (configuration instanceof TransitionalConfiguration transitional) {
            add(transitional.ringId());
            add(transitional.oldRingId());
            add(transitional.members());
            add(transitional.left());
        }
    }

    private void add(final RingId ringId) {
        mix(ringId.representative().value());
        mix(ringId.seq());
    }

    private void add(final NodeSet nodes) {
        mix(nodes.size());
        for (final NodeId node : nodes) {
            mix(node.value());
        }
    }

    private void add(final SortedMap<GroupMember, ChangeReason> changes) {
        mix(changes.size());
        changes.forEach((member, reason) -> {
            add(member);
            mix(reason.name().hashCode());
        });
    }

    private void add(final Set<GroupMember> members) {
        mix(members.size());
        members.forEach(this::add);
    }

    private void add(final GroupMember member) {
        mix(member.node().value());
        mix(member.number());
    }

    private void mix(final long value) {
        hash = (hash ^ value) * MIX;
        hash ^= hash >>> 32;
    }
}
