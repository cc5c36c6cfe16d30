/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.Effects;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The room between the tracker and the services: makes one ordered stream of configurations and messages for each service.
 *
 * <p>After each regular configuration every member sends what its services contribute. When the contributions of all members
 * have been delivered, which is the same place in the order at all of them, the tally is told and then, with its verdict, the
 * others. A new configuration in between starts this over. While the tally decides, everything behind waits here. So it does when
 * a message of tallies was delivered: where it changes the verdict, the others are told in the same place of the order at all members.
 *
 * <p>Not thread-safe; called only by the barrier actor. Source: Corosync's service synchronisation, in one round.
 */
public final class SyncBarrier {

    private final Set<ServiceId> services;
    private final PacketReader packets = new PacketReader();
    private final TreeMap<NodeId, BarrierMessage> received = new TreeMap<>();
    private EnumMap<ServiceId, byte[]> own = new EnumMap<>(ServiceId.class);
    private RegularConfiguration configuration;
    private boolean isSynchronised;
    private QuorumVerdict verdict;
    private NodeSet companions = NodeSet.EMPTY;

    // While the tally decides: what came behind: Frames, Messages and Configurations.
    private boolean isAwaitingVerdict;
    private final Deque<Object> waiting = new ArrayDeque<>();

    /**
     * A barrier before the first configuration.
     *
     * @param services those that contribute to the synchronisation of a ring, the tally among them
     */
    public SyncBarrier(final Set<ServiceId> services) {
        this.services = EnumSet.copyOf(services);
        Invariants.check(services.contains(ServiceId.VOTEQUORUM), "the barrier has no tally among %s", services);
    }

    /** GATHER was entered. Told to the services at once: it is no part of the order. */
    public void onSuspended(final Effects<BarrierEffect> out) {
        tellSuspended(out);
        if (!waiting.isEmpty()) {
            // The configuration that it ends may be waiting: then it is told again behind that.
            waiting.addLast(new Suspension());
        }
    }

    private void tellSuspended(final Effects<BarrierEffect> out) {
        for (final ServiceId service : services) {
            out.add(new BarrierEffect.Notify(service, new ServiceEvent.DeliverySuspended()));
        }
    }

    /** A configuration, in its place between the frames. */
    public void onConfiguration(final Configuration changed, final Effects<BarrierEffect> out) {
        if (isAwaitingVerdict) {
            waiting.addLast(changed);
            return;
        }
        if (changed instanceof TransitionalConfiguration transitional) {
            companions = companions.and(transitional.members());
        } else if (changed instanceof RegularConfiguration regular) {
            packets.reset(regular.members());
            received.clear();
            own.clear();
            // Nothing was delivered together before the first configuration, so nobody can have been left behind.
            companions = configuration == null ? regular.members() : companions;
            configuration = regular;
            isSynchronised = false;
        }
        for (final ServiceId service : services) {
            out.add(new BarrierEffect.Notify(service, new ServiceEvent.ConfigurationChanged(changed)));
        }
    }

    /** Frames in order. */
    public void onFrames(final List<RegularMessage> frames, final Effects<BarrierEffect> out) {
        if (isAwaitingVerdict) {
            waiting.addLast(new Frames(frames));
            return;
        }
        final List<DeliveredMessage> messages = new ArrayList<>(frames.size());
        for (final RegularMessage frame : frames) {
            packets.read(frame, messages);
        }
        onMessages(messages, out);
    }

    /** What one of our services contributes to the synchronisation of {@code ringId}. */
    public void onContribution(
            final RingId ringId, final ServiceId service, final byte[] contribution, final Effects<BarrierEffect> out) {
        if (configuration == null || !configuration.ringId().equals(ringId)) {
            return;
        }
        own.put(service, contribution);
        if (own.size() == services.size()) {
            final byte[] body = new BarrierMessage(ringId, own).encode();
            own = new EnumMap<>(ServiceId.class);
            out.add(new BarrierEffect.Submit(new OutgoingMessage(ServiceId.SYNC, body)));
        }
    }

    /** The tally has decided. */
    public void onVerdict(final RingId ringId, final QuorumVerdict reached, final Effects<BarrierEffect> out) {
        if (!isAwaitingVerdict || !configuration.ringId().equals(ringId)) {
            return;
        }
        isAwaitingVerdict = false;
        final boolean isChanged = !reached.equals(verdict);
        verdict = reached;
        if (!isSynchronised) {
            finishSynchronisation(out);
        } else if (isChanged) {
            for (final ServiceId service : services) {
                if (service != ServiceId.VOTEQUORUM) {
                    out.add(new BarrierEffect.Notify(service, new ServiceEvent.VerdictChanged(verdict)));
                }
            }
        }
        drainWaiting(out);
    }

    private void finishSynchronisation(final Effects<BarrierEffect> out) {
        isSynchronised = true;
        for (final ServiceId service : services) {
            if (service != ServiceId.VOTEQUORUM) {
                out.add(new BarrierEffect.Notify(
                        service,
                        new ServiceEvent.Synchronised(configuration, companions, contributionsOf(service), verdict)));
            }
        }
        received.clear();
        companions = configuration.members();
        out.add(new BarrierEffect.ReportSynchronised(configuration));
    }

    /** Packets that could not be read. */
    public long droppedPackets() {
        return packets.droppedPackets();
    }

    /** Messages that were lost because a fragment was. */
    public long brokenChains() {
        return packets.brokenChains();
    }

    private void drainWaiting(final Effects<BarrierEffect> out) {
        while (!waiting.isEmpty() && !isAwaitingVerdict) {
            final Object next = waiting.pollFirst();
            if (next instanceof Configuration changed) {
                onConfiguration(changed, out);
            } else if (next instanceof Frames frames) {
                onFrames(frames.list(), out);
            } else if (next instanceof Messages messages) {
                onMessages(messages.list(), out);
            } else {
                tellSuspended(out);
            }
        }
    }

    private record Suspension() {}

    private record Frames(List<RegularMessage> list) {}

    private record Messages(List<DeliveredMessage> list) {}

    /**
     * Hands messages to their services in runs, those of services that are not here to nobody; stops where a synchronisation
     * becomes complete.
     */
    private void onMessages(final List<DeliveredMessage> messages, final Effects<BarrierEffect> out) {
        int from = 0;
        while (from < messages.size()) {
            final ServiceId service = messages.get(from).service();
            int to = from + 1;
            if (service == ServiceId.SYNC) {
                onBarrierMessage(messages.get(from), out);
            } else {
                while (to < messages.size() && messages.get(to).service() == service) {
                    to++;
                }
                // Nobody changes the list any more.
                notify(
                        service,
                        from == 0 && to == messages.size() ? messages : List.copyOf(messages.subList(from, to)),
                        out);
            }
            from = to;
            if (isAwaitingVerdict) {
                if (from < messages.size()) {
                    waiting.addFirst(new Messages(List.copyOf(messages.subList(from, messages.size()))));
                }
                return;
            }
        }
    }

    private void notify(
            final ServiceId service, final List<DeliveredMessage> messages, final Effects<BarrierEffect> out) {
        if (services.contains(service)) {
            out.add(new BarrierEffect.Notify(service, new ServiceEvent.MessagesDelivered(messages)));
            isAwaitingVerdict = service == ServiceId.VOTEQUORUM && isSynchronised;
        }
    }

    private void onBarrierMessage(final DeliveredMessage message, final Effects<BarrierEffect> out) {
        final BarrierMessage barrier = BarrierMessage.decode(message.body());
        if (barrier == null
                || configuration == null
                || isSynchronised
                || !barrier.ringId().equals(configuration.ringId())
                || !configuration.members().contains(message.sender())) {
            return;
        }
        received.put(message.sender(), barrier);
        if (received.size() == configuration.members().size()) {
            isAwaitingVerdict = true;
            out.add(new BarrierEffect.Notify(
                    ServiceId.VOTEQUORUM,
                    new ServiceEvent.Synchronised(
                            configuration, companions, contributionsOf(ServiceId.VOTEQUORUM), null)));
        }
    }

    private SortedMap<NodeId, byte[]> contributionsOf(final ServiceId service) {
        final TreeMap<NodeId, byte[]> contributions = new TreeMap<>();
        received.forEach((node, barrier) ->
                contributions.put(node, barrier.contributions().getOrDefault(service, new byte[0])));
        return contributions;
    }
}
