/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.Effects;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupConfiguration;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.Payload;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import io.totemic.totem.core.DeliveredMessage;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The closed process groups of one node: who is in which group, what its own members say, and what they are told.
 *
 * <p>Configurations, changes of groups and messages come in one order, and each member is told them in that order. What a member has
 * no room for waits here; what follows from that for others is {@link Backlog}'s.
 *
 * <p>Not thread-safe; called only by the cpg actor. Source: cpg(8).
 */
public final class ClosedGroups {

    private static final int CHUNK_BYTES = 64 * 1024;

    /** What a large message may have on its way. */
    private static final int CHUNKS_WINDOW_BYTES = 1024 * 1024;

    /** Longest join list: with it there is room for what other services say when a ring is synchronised. */
    public static final int JOIN_LIST_MAX_BYTES = 512 * 1024;

    private static final QuorumVerdict NO_VERDICT = new QuorumVerdict(QuorumVerdict.State.PENDING, 0, 0, 0);

    private final NodeId self;
    private final CpgSettings settings;
    private final GroupDirectory directory = new GroupDirectory();
    private final TreeMap<Integer, LocalMember> locals = new TreeMap<>();
    private final TreeMap<String, TreeMap<Integer, LocalMember>> localsOf = new TreeMap<>();
    private final Routes routes = new Routes(directory, localsOf);
    private final ChunkAssembly assembly = new ChunkAssembly();
    private final Backlog backlog;
    private int joinListBytes;
    private int nextNumber = 1;
    private long creditBytes;
    private GroupConfiguration configuration;
    private TransitionalConfiguration early;
    private boolean isSynchronised;
    private boolean isClosed;
    private long droppedMessages;

    /** No groups yet. */
    public ClosedGroups(final NodeId self, final CpgSettings settings) {
        this.self = self;
        this.settings = settings;
        creditBytes = settings.creditBytes();
        backlog = new Backlog(settings);
    }

    // What callers want.

    /** Why nobody may join {@code group} here; null if somebody may. */
    public String refusalOf(final String group) {
        if (isClosed) {
            return "node " + self + " is leaving";
        }
        final int nameBytes = group.getBytes(StandardCharsets.UTF_8).length;
        if (nameBytes < 1 || nameBytes > CpgMessage.GROUP_NAME_MAX_BYTES) {
            return "group name is " + nameBytes + " bytes, must be 1.." + CpgMessage.GROUP_NAME_MAX_BYTES;
        }
        final int grown = joinListBytes + joinListBytesOf(group);
        return grown > JOIN_LIST_MAX_BYTES
                ? "join list of node " + self + " would be " + grown + " bytes, must be at most " + JOIN_LIST_MAX_BYTES
                : null;
    }

    private int joinListBytesOf(final String group) {
        return Integer.BYTES + (localsOf.containsKey(group) ? 0 : CpgMessage.joinListBytes(group));
    }

    /**
     * A new member, which is one when its join is delivered.
     *
     * @param windowBytes how far the member may be behind; 0 if it does not say how far it is
     */
    public GroupMember onJoin(final String group, final long windowBytes, final Effects<CpgEffect> out) {
        joinListBytes += joinListBytesOf(group);
        final LocalMember local = new LocalMember(new GroupMember(self, nextNumber++), group, windowBytes);
        locals.put(local.member.number(), local);
        localsOf.computeIfAbsent(group, key -> new TreeMap<>()).put(local.member.number(), local);
        routes.forget();
        submit(Guarantee.AGREED, CpgMessage.join(local.member.number(), group), out);
        return local.member;
    }

    /** The member is to leave, unless it does already; false if it is not here. */
    public boolean onLeave(final GroupMember member, final Effects<CpgEffect> out) {
        final LocalMember local = localOf(member);
        if (local == null) {
            return false;
        }
        if (local.isLeaving || local.isLeaveWaiting) {
            return true;
        }
        if (local.large == null) {
            beginLeave(local, ChangeReason.LEAVE, out);
        } else {
            local.isLeaveWaiting = true;
        }
        return true;
    }

    /** The member has died. */
    public void onDied(final GroupMember member, final Effects<CpgEffect> out) {
        final LocalMember local = localOf(member);
        if (local != null && !local.isLeaving) {
            beginLeave(local, ChangeReason.PROCDOWN, out);
        }
    }

    /** The node is about to leave: as if all its members had died. */
    public void onClose(final Effects<CpgEffect> out) {
        isClosed = true;
        for (final LocalMember local : locals.values()) {
            if (!local.isLeaving) {
                beginLeave(local, ChangeReason.PROCDOWN, out);
            }
        }
    }

    private void beginLeave(final LocalMember local, final ChangeReason reason, final Effects<CpgEffect> out) {
        local.isLeaving = true;
        local.large = null;
        submit(Guarantee.AGREED, CpgMessage.leave(local.member.number(), reason), out);
    }

    /**
     * The member sends.
     *
     * @return the answer; null if it wants one when its message is delivered to it, which then comes under {@code ticket}
     */
    public SendResult onMulticast(
            final GroupMember member,
            final SendOptions options,
            final byte[] payload,
            final long ticket,
            final Effects<CpgEffect> out) {
        final LocalMember local = localOf(member);
        final SendResult refusal = refusalOf(local, options, payload.length);
        if (refusal != null) {
            if (refusal instanceof SendResult.TryAgain) {
                local.isTryingAgain = true;
            }
            return refusal;
        }
        local.accepted++;
        backlog.onAccepted(local, payload.length);
        if (options.isDeliveryAwaited()) {
            local.awaited.addLast(new LocalMember.Awaited(local.accepted, ticket));
        }
        if (payload.length > CpgMessage.PIECE_MAX_BYTES) {
            local.large = new LargeMessage(payload, options, local.chains++, CHUNK_BYTES);
            submitChunks(local, out);
        } else {
            local.sent.addLast(payload);
            submit(new OutgoingMessage(ServiceId.CPG, options.guarantee(), local.multicastHeader, payload), out);
        }
        return options.isDeliveryAwaited() ? null : SendResult.Accepted.INSTANCE;
    }

    private SendResult refusalOf(final LocalMember local, final SendOptions options, final int payloadBytes) {
        if (local == null || local.isLeaving || local.isLeaveWaiting) {
            return SendResult.NotMember.INSTANCE;
        }
        if (payloadBytes > CpgMessage.PAYLOAD_MAX_BYTES) {
            return new SendResult.TooLarge(payloadBytes, CpgMessage.PAYLOAD_MAX_BYTES);
        }
        if (options.isQuorumDemanded() && !(isSynchronised && verdict().isQuorate())) {
            return new SendResult.NotQuorate(
                    isSynchronised ? verdict() : verdict().pending());
        }
        final boolean hasRoom =
                payloadBytes > CpgMessage.PIECE_MAX_BYTES || creditBytes >= payloadBytes + CpgMessage.HEADER_BYTES;
        return local.large != null || !hasRoom || backlog.isRefused(local) ? SendResult.TryAgain.INSTANCE : null;
    }

    private void submit(final Guarantee guarantee, final byte[] body, final Effects<CpgEffect> out) {
        submit(new OutgoingMessage(ServiceId.CPG, guarantee, body), out);
    }

    private void submit(final OutgoingMessage message, final Effects<CpgEffect> out) {
        creditBytes -= message.lengthBytes();
        out.add(new CpgEffect.Submit(message));
    }

    private void submitChunks(final LocalMember local, final Effects<CpgEffect> out) {
        while (local.large.hasNext(CHUNKS_WINDOW_BYTES)
                && creditBytes >= local.large.nextBytes() + CpgMessage.CHUNK_OVERHEAD_BYTES) {
            submit(local.large.options().guarantee(), local.large.next(local.member.number()), out);
        }
    }

    /** The member has taken so much of what it was told. */
    public void onConsumed(final GroupMember member, final long bytes, final long nowNs, final Effects<CpgEffect> out) {
        final LocalMember local = localOf(member);
        if (local == null) {
            return;
        }
        local.subscription.onConsumed(bytes, nowNs);
        backlog.onConsumed(local, bytes);
        for (MemberEvent next = local.subscription.poll(); next != null; next = local.subscription.poll()) {
            backlog.onTaken(next);
            out.add(new CpgEffect.Tell(member, next));
        }
        backlog.onShrunk(locals.values(), out);
        tellFlowControl(out);
    }

    /** So many bytes of ours have left the send queue. */
    public void onCredit(final long bytes, final Effects<CpgEffect> out) {
        creditBytes += bytes;
        for (final LocalMember local : locals.values()) {
            if (local.large != null) {
                submitChunks(local, out);
            }
        }
        tellFlowControl(out);
    }

    /** Somebody waits under {@code ticket} until there is room for a message of the member. */
    public void onAwaitRoom(final GroupMember member, final long ticket, final Effects<CpgEffect> out) {
        final LocalMember local = localOf(member);
        if (local == null || isOpen(local)) {
            out.add(new CpgEffect.CompleteRoom(ticket));
        } else {
            local.awaitingRoom.add(ticket);
        }
    }

    /** Whether there is room for more than a bit. */
    private boolean isOpen(final LocalMember local) {
        return creditBytes >= settings.creditBytes() / 4 && local.large == null && !backlog.isRefused(local);
    }

    /** Tells who was refused that there is room again. */
    private void tellFlowControl(final Effects<CpgEffect> out) {
        for (final LocalMember local : locals.values()) {
            if (!(local.isTryingAgain || !local.awaitingRoom.isEmpty()) || !isOpen(local)) {
                continue;
            }
            if (local.isTryingAgain) {
                local.isTryingAgain = false;
                out.add(new CpgEffect.Tell(local.member, new MemberEvent.FlowControl(local.group)));
            }
            local.awaitingRoom.forEach(ticket -> out.add(new CpgEffect.CompleteRoom(ticket)));
            local.awaitingRoom.clear();
        }
    }

    /** Looks after members that take nothing. Wants to be called about once a second. */
    public void onTime(final long nowNs, final Effects<CpgEffect> out) {
        for (final LocalMember local : List.copyOf(locals.values())) {
            final Subscription subscription = local.subscription;
            if (subscription.stalledNs(nowNs) >= settings.stallNs()) {
                final long bytes = subscription.backlogBytes();
                subscription.close();
                backlog.onPutOut(bytes);
                out.add(new CpgEffect.PutOut(local.member, local.group, bytes));
                onDied(local.member, out);
            }
        }
        backlog.onShrunk(locals.values(), out);
        tellFlowControl(out);
    }

    // What comes in the order.

    /** GATHER was entered: until the next synchronisation nobody knows who is quorate. */
    public void onSuspended() {
        isSynchronised = false;
    }

    /** A configuration is in force. The join list that this node contributes if it is a regular one, null otherwise. */
    public byte[] onConfiguration(final Configuration changed, final long nowNs, final Effects<CpgEffect> out) {
        if (changed instanceof RegularConfiguration) {
            isSynchronised = false;
            early = null;
            return CpgMessage.joinList(directory.membersOn(self));
        }
        final TransitionalConfiguration transitional = (TransitionalConfiguration) changed;
        if (configuration != null
                && configuration.isRegular()
                && configuration.ringId().equals(transitional.oldRingId())) {
            announceTransitional(transitional, nowNs, out);
        } else {
            // Its regular configuration has not been told yet; it is, if the rest of the synchronisation is delivered.
            early = transitional;
        }
        return null;
    }

    private void announceTransitional(
            final TransitionalConfiguration transitional, final long nowNs, final Effects<CpgEffect> out) {
        final NodeSet together = transitional.members();
        configuration = new GroupConfiguration(
                GroupConfiguration.Kind.TRANSITIONAL,
                transitional.oldRingId(),
                together,
                together,
                verdict().pending());
        for (final String group : List.copyOf(localsOf.keySet())) {
            announce(
                    new MembershipChange(group, directory.membersOf(group), new TreeMap<>(), new TreeMap<>()),
                    nowNs,
                    out);
        }
    }

    /** The members of a ring have said who is in which group. */
    public void onSynchronised(
            final ServiceEvent.Synchronised synchronised, final long nowNs, final Effects<CpgEffect> out) {
        routes.forget();
        isSynchronised = true;
        tear(locals.values(), out);
        assembly.tear(sender -> true);
        final RegularConfiguration ring = synchronised.configuration();
        configuration = new GroupConfiguration(
                GroupConfiguration.Kind.REGULAR,
                ring.ringId(),
                ring.members(),
                synchronised.companions(),
                synchronised.verdict());
        final DirectoryMerge merge = directory.onSynchronised(synchronised.companions(), synchronised.contributions());
        for (final String group : List.copyOf(localsOf.keySet())) {
            final MembershipChange left = merge.left().get(group);
            // Told even if nobody left: the ring is another one.
            announce(
                    left == null
                            ? new MembershipChange(
                                    group,
                                    merge.beforeJoins().getOrDefault(group, directory.membersOf(group)),
                                    new TreeMap<>(),
                                    new TreeMap<>())
                            : left,
                    nowNs,
                    out);
        }
        merge.joined().values().forEach(change -> announce(change, nowNs, out));
        if (early != null && early.oldRingId().equals(ring.ringId())) {
            announceTransitional(early, nowNs, out);
        }
    }

    /** The verdict on the configuration is another from here on: told to everybody as a configuration in which nobody came or went. */
    public void onVerdict(final QuorumVerdict changed, final long nowNs, final Effects<CpgEffect> out) {
        if (configuration == null || !configuration.isRegular()) {
            return;
        }
        configuration = configuration.with(changed);
        for (final String group : List.copyOf(localsOf.keySet())) {
            announce(
                    new MembershipChange(group, directory.membersOf(group), new TreeMap<>(), new TreeMap<>()),
                    nowNs,
                    out);
        }
    }

    /** Messages in order. */
    public void onMessages(final List<DeliveredMessage> messages, final long nowNs, final Effects<CpgEffect> out) {
        for (final DeliveredMessage message : messages) {
            if (!CpgMessage.isSane(message)) {
                droppedMessages++;
                continue;
            }
            final Routes.Route route = routes.of(message.sender(), CpgMessage.numberOf(message));
            if (CpgMessage.functionOf(message) == CpgMessage.MULTICAST) {
                onMulticastDelivered(message, route, nowNs, out);
                continue;
            }
            final CpgMessage content = CpgMessage.decode(message);
            switch (content.function()) {
                case CpgMessage.CHUNK -> onChunk(message, route, content, nowNs, out);
                case CpgMessage.JOIN -> onJoinDelivered(route.sender(), content.group(), nowNs, out);
                default -> onLeaveDelivered(route.sender(), content.reason(), nowNs, out);
            }
        }
    }

    private void onMulticastDelivered(
            final DeliveredMessage message, final Routes.Route route, final long nowNs, final Effects<CpgEffect> out) {
        final LocalMember local = localOf(route.sender());
        final byte[] sent = local == null ? null : local.sent.pollFirst();
        if (!route.receivers().isEmpty()) {
            // What was sent must not change any more, so it is delivered itself; compared, lest members see different
            // things.
            final boolean isSent = sent != null && message.isFrom(CpgMessage.HEADER_BYTES, sent);
            final Payload content = isSent ? Payload.of(sent) : message.contentFrom(CpgMessage.HEADER_BYTES);
            deliver(message, route, content, nowNs, out);
        }
        answerOwn(message, local, out);
    }

    private void onChunk(
            final DeliveredMessage message,
            final Routes.Route route,
            final CpgMessage chunk,
            final long nowNs,
            final Effects<CpgEffect> out) {
        final byte[] payload = route.receivers().isEmpty() ? null : assembly.onChunk(route.sender(), chunk);
        if (payload != null) {
            deliver(message, route, Payload.of(payload), nowNs, out);
        }
        final LocalMember local = localOf(route.sender());
        if (local == null) {
            return;
        }
        if (local.large == null) {
            if (payload != null) {
                // Its sender died when all of it was on its way.
                answerOwn(message, local, out);
            }
            return;
        }
        if (!local.large.onDelivered(chunk)) {
            submitChunks(local, out);
            return;
        }
        local.large = null;
        answerOwn(message, local, out);
        if (local.isLeaveWaiting) {
            beginLeave(local, ChangeReason.LEAVE, out);
        }
        tellFlowControl(out);
    }

    private void answerOwn(final DeliveredMessage message, final LocalMember local, final Effects<CpgEffect> out) {
        final long ticket = local == null ? -1 : local.onOwnDelivered();
        if (ticket >= 0) {
            out.add(new CpgEffect.Answer(ticket, new SendResult.DeliveredToSelf(positionOf(message), verdict())));
        }
    }

    private static Position positionOf(final DeliveredMessage message) {
        return new Position(message.ringId(), message.seq(), message.index());
    }

    private void deliver(
            final DeliveredMessage message,
            final Routes.Route route,
            final Payload content,
            final long nowNs,
            final Effects<CpgEffect> out) {
        final MemberEvent event =
                new MemberEvent.Delivered(route.group(), route.sender(), positionOf(message), content);
        for (final LocalMember local : route.receivers()) {
            if (local.isJoined) {
                tell(local, event, nowNs, out);
            }
        }
    }

    private void onJoinDelivered(
            final GroupMember member, final String group, final long nowNs, final Effects<CpgEffect> out) {
        final LocalMember local = localOf(member);
        if (local != null) {
            local.isJoined = true;
            out.add(new CpgEffect.CompleteJoin(member));
        }
        routes.forget();
        final MembershipChange change = directory.onJoin(member, group);
        if (change != null) {
            assembly.tear(sender -> group.equals(directory.groupOf(sender)));
            tear(localsOf.getOrDefault(group, new TreeMap<>()).values(), out);
            announce(change, nowNs, out);
        }
    }

    /** The large messages of these members begin again if others have lost their begin. */
    private void tear(final Collection<LocalMember> senders, final Effects<CpgEffect> out) {
        for (final LocalMember local : senders) {
            if (local.large != null && local.large.isTorn()) {
                local.large.begin(local.chains++);
                submitChunks(local, out);
            }
        }
    }

    private void onLeaveDelivered(
            final GroupMember member, final ChangeReason reason, final long nowNs, final Effects<CpgEffect> out) {
        assembly.forget(member);
        routes.forget();
        final MembershipChange change = directory.onLeave(member, reason);
        if (change != null) {
            announce(change, nowNs, out);
        }
        final LocalMember local = localOf(member);
        if (local == null) {
            return;
        }
        local.awaited.forEach(
                awaited -> out.add(new CpgEffect.Answer(awaited.ticket(), SendResult.NotMember.INSTANCE)));
        local.awaitingRoom.forEach(ticket -> out.add(new CpgEffect.CompleteRoom(ticket)));
        final List<MemberEvent> rest = local.subscription.takeAll();
        rest.forEach(event -> {
            backlog.onTaken(event);
            out.add(new CpgEffect.Tell(member, event));
        });
        locals.remove(member.number());
        final TreeMap<Integer, LocalMember> others = localsOf.get(local.group);
        others.remove(member.number());
        if (others.isEmpty()) {
            localsOf.remove(local.group);
        }
        joinListBytes -= joinListBytesOf(local.group);
        backlog.onShrunk(locals.values(), out);
        tellFlowControl(out);
        out.add(new CpgEffect.CompleteLeave(member, reason));
    }

    private void announce(final MembershipChange change, final long nowNs, final Effects<CpgEffect> out) {
        final TreeMap<Integer, LocalMember> receivers = localsOf.get(change.group());
        if (receivers == null) {
            return;
        }
        final MemberEvent event = new MemberEvent.ConfigurationChanged(
                change.group(), configuration, change.members(), change.joined(), change.left());
        for (final LocalMember local : List.copyOf(receivers.values())) {
            if (local.subscription.isClosed() && change.left().containsKey(local.member)) {
                // Put out: this is all that it is still told.
                out.add(new CpgEffect.Tell(local.member, event));
            } else if (local.isJoined) {
                tell(local, event, nowNs, out);
            }
        }
    }

    private void tell(
            final LocalMember local, final MemberEvent event, final long nowNs, final Effects<CpgEffect> out) {
        final long before = local.subscription.backlogBytes();
        if (local.subscription.offer(event, nowNs)) {
            out.add(new CpgEffect.Tell(local.member, event));
        } else if (local.subscription.backlogBytes() > before) {
            backlog.onWaiting(event, locals.values(), out);
        }
    }

    private QuorumVerdict verdict() {
        return configuration == null ? NO_VERDICT : configuration.verdict();
    }

    /** The member if it is on this node, null otherwise. */
    private LocalMember localOf(final GroupMember member) {
        return member.node().equals(self) ? locals.get(member.number()) : null;
    }

    // What is read.

    /** All groups by name, each with its members, ascending. */
    public SortedMap<String, List<GroupMember>> groups() {
        return directory.groups();
    }

    /** What was counted so far. */
    public CpgCounters counters() {
        return new CpgCounters(
                locals.size(),
                backlog.bytes(),
                backlog.holdBacks(),
                backlog.isRingHeldBack(),
                backlog.putOut(),
                assembly.tornChains(),
                assembly.brokenChains(),
                droppedMessages);
    }

    /** Members on this node, ascending. */
    public List<GroupMember> localMembers() {
        final List<GroupMember> members = new ArrayList<>();
        locals.values().forEach(local -> members.add(local.member));
        return members;
    }
}
