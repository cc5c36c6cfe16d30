/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.HypotheticalPart;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumExplanation.Rule;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * votequorum of one node: follows the tallies of all members of its configuration, so that all members come to the same verdict at
 * the same place in the order. Nothing changes a tally but what the order brings: an expired window, a device that is late and a
 * request of an operator are sent first.
 *
 * <p>From GATHER until the next configuration is synchronised the verdict is pending.
 *
 * <p>Times in ns. Not thread-safe; called only by the votequorum actor. Source: votequorum(5).
 */
public final class RingTally {

    private static final long NEVER = Long.MAX_VALUE;

    private final NodeId self;
    private VoteQuorumSettings settings;
    private VoteTally own;
    private QuorumDevice device;
    private Consensus consensus;
    private NodeSet members = NodeSet.EMPTY;
    private RingId ringId;
    private boolean isSynchronised;
    private boolean isSuspended = true;
    private boolean isContributionDue;
    private int openWindow;
    private long windowDeadlineNs = NEVER;
    private int trackedVotes;
    private QuorumStatus status;
    private long droppedMessages;

    /** Before the first configuration: nothing was counted, and the verdict is pending. */
    public RingTally(final VoteQuorumSettings settings) {
        this.settings = settings;
        self = settings.self();
        own = VoteTally.starting(settings);
        trackedVotes = settings.trackedVotes();
        device = new QuorumDevice(settings.device().orElse(new DeviceSettings(0, NEVER / 4, NEVER / 4)));
        status = settings.hasProvider()
                ? statusOf(QuorumExplanation.uncounted(Rule.NOTHING_COUNTED)).pending()
                : statusOf(QuorumExplanation.uncounted(Rule.NO_PROVIDER));
    }

    /** GATHER was entered: who is quorate is not known any more. */
    public void onSuspended(final Effects<QuorumEffect> out) {
        isSuspended = true;
        if (settings.hasProvider() && status.verdict().state() != QuorumVerdict.State.PENDING) {
            status = status.pending();
            out.add(new QuorumEffect.Publish(status));
        }
    }

    /** A configuration begins: says what this node is, or waits for its device first. */
    public void onConfiguration(
            final RegularConfiguration configuration, final long nowNs, final Effects<QuorumEffect> out) {
        ringId = configuration.ringId();
        members = configuration.members();
        isSynchronised = false;
        isSuspended = false;
        isContributionDue = true;
        own.beginSync(members);
        if (own.isWindowOpen() && own.window() != openWindow) {
            openWindow = own.window();
            windowDeadlineNs = nowNs + settings.windowNs();
        }
        device.beginSync(nowNs);
        contributeWhenReady(out);
    }

    private void contributeWhenReady(final Effects<QuorumEffect> out) {
        if (!isContributionDue || device.isAwaited()) {
            return;
        }
        isContributionDue = false;
        final byte[] contribution = settings.hasProvider()
                ? QuorumCodec.encode(List.of(own.state(), nodeInfo(), own.deviceInfo()))
                : new byte[0];
        out.add(new QuorumEffect.Contribute(ringId, contribution));
    }

    private NodeInfo nodeInfo() {
        final NodeInfo info = own.nodeInfo();
        return new NodeInfo(
                self, info.votes(), info.expectedVotes(), (info.flags() & ~NodeFlags.DEVICE) | device.flags());
    }

    /** All members have said what they are. */
    public void onSynchronised(final SortedMap<NodeId, byte[]> contributions, final Effects<QuorumEffect> out) {
        final TreeMap<NodeId, VoteTally> tallies = new TreeMap<>();
        final TreeMap<NodeId, List<NodeInfo>> said = new TreeMap<>();
        for (final Map.Entry<NodeId, byte[]> entry : contributions.entrySet()) {
            final List<NodeInfo> infos = new ArrayList<>();
            for (final QuorumMessage message : QuorumCodec.decodeAll(entry.getKey(), entry.getValue())) {
                if (message instanceof TallyState state) {
                    tallies.put(entry.getKey(), VoteTally.of(state));
                } else if (message instanceof NodeInfo info) {
                    infos.add(info);
                }
            }
            said.put(entry.getKey(), infos);
        }
        isSynchronised = true;
        if (settings.hasProvider()) {
            tallies.put(self, own);
            consensus = new Consensus(tallies);
            consensus.synchronise(said);
        }
        track(out);
        final QuorumStatus decided = decided();
        // What is left of a ring that has ended may complete its synchronisation: its members are not together any
        // more.
        status = isSuspended && settings.hasProvider() ? decided.pending() : decided;
        out.add(new QuorumEffect.Publish(status));
        out.add(new QuorumEffect.Reach(ringId, decided.verdict()));
    }

    /**
     * Messages of tallies, in their place in the order. The verdict behind them is told to the barrier, unless the configuration is
     * not synchronised.
     */
    public void onMessages(final List<SaidMessage> messages, final Effects<QuorumEffect> out) {
        for (final SaidMessage said : messages) {
            final QuorumMessage message = QuorumCodec.decode(said.sender(), said.body());
            if (message == null || message instanceof TallyState || !isSynchronised || !settings.hasProvider()) {
                droppedMessages++;
                refuse(said.sender(), message, "the configuration changed before it was ordered", out);
            } else if (message instanceof QuorumMessage.Reconfigure change) {
                onReconfigure(said.sender(), change, out);
            } else {
                consensus.onMessage(said.sender(), message);
            }
        }
        if (isSynchronised) {
            track(out);
            final QuorumStatus now = decided();
            if (!isSuspended && !now.equals(status)) {
                status = now;
                out.add(new QuorumEffect.Publish(status));
            }
            out.add(new QuorumEffect.Reach(ringId, now.verdict()));
        }
    }

    /** A change is judged again where it is made: two that were sent at once may not go together. */
    private void onReconfigure(
            final NodeId sender, final QuorumMessage.Reconfigure change, final Effects<QuorumEffect> out) {
        final VoteTally judge = consensus.of(sender);
        final String refusal = judge == null || change.ticket() == 0 ? null : refusalOf(judge, change);
        if (refusal != null) {
            refuse(sender, change, refusal, out);
            return;
        }
        consensus.onMessage(sender, change);
        if (sender.equals(self) && change.ticket() != 0) {
            out.add(new QuorumEffect.Answer(
                    change.ticket(), new VoteChange.Made(decided().verdict())));
        }
    }

    private void refuse(
            final NodeId sender, final QuorumMessage message, final String rule, final Effects<QuorumEffect> out) {
        if (sender.equals(self) && message instanceof QuorumMessage.Reconfigure change && change.ticket() != 0) {
            out.add(new QuorumEffect.Answer(change.ticket(), new VoteChange.Refused(rule)));
        }
    }

    private static String refusalOf(final VoteTally judge, final QuorumMessage.Reconfigure change) {
        return switch (change.parameter()) {
            case EXPECTED_VOTES -> judge.refusalOfExpectedVotes(change.value());
            case NODE_VOTES -> judge.refusalOfVotes(change.node(), change.value());
            case CANCEL_WAIT_FOR_ALL -> null;
        };
    }

    /**
     * An operator's change; answered with its ticket, when it is made or refused.
     *
     * @param node whose votes; null for what is no node's
     * @param ticket more than 0
     */
    public void onRequest(
            final QuorumMessage.Parameter parameter,
            final NodeId node,
            final int value,
            final int ticket,
            final Effects<QuorumEffect> out) {
        if (!settings.hasProvider()) {
            out.add(new QuorumEffect.Answer(ticket, new VoteChange.Refused("quorum.provider is not set")));
            return;
        }
        if (isSuspended || !isSynchronised) {
            out.add(new QuorumEffect.Answer(ticket, new VoteChange.TryAgain("a configuration is on its way")));
            return;
        }
        final QuorumMessage.Reconfigure change = new QuorumMessage.Reconfigure(parameter, node, value, ticket);
        final String refusal = refusalOf(own, change);
        if (refusal != null) {
            out.add(new QuorumEffect.Answer(ticket, new VoteChange.Refused(refusal)));
            return;
        }
        submit(change, out);
    }

    /**
     * The configuration was read again: votes, expected votes, two_node and the device follow it, the other options stay.
     *
     * @return why it cannot be followed, null if it is
     */
    public String onSettings(final VoteQuorumSettings changed, final Effects<QuorumEffect> out) {
        if (changed.hasProvider() != settings.hasProvider()) {
            return "quorum.provider cannot be changed while the node runs";
        }
        final int votesBefore = settings.ownVotes();
        final int expectedBefore = settings.expectedVotes();
        final TallyModes before = own.modes();
        settings = changed;
        if (!settings.hasProvider()) {
            return null;
        }
        final boolean isTwoNode = changed.modes().isTwoNode();
        final boolean isWaitForAll = changed.isWaitForAllAutomatic() ? isTwoNode : before.isWaitForAll();
        if (isTwoNode != before.isTwoNode() || isWaitForAll != before.isWaitForAll()) {
            submit(new QuorumMessage.ModesChanged(isTwoNode, isWaitForAll), out);
        }
        final NodeInfo info = nodeInfo();
        submit(new NodeInfo(self, changed.ownVotes(), changed.expectedVotes(), info.flags()), out);
        submit(new NodeInfo(null, deviceVotes(), changed.expectedVotes(), 0), out);
        if (changed.ownVotes() != votesBefore) {
            submit(reconfigure(QuorumMessage.Parameter.NODE_VOTES, self, changed.ownVotes()), out);
        }
        if (changed.expectedVotes() != expectedBefore) {
            submit(reconfigure(QuorumMessage.Parameter.EXPECTED_VOTES, null, changed.expectedVotes()), out);
        }
        return null;
    }

    private int deviceVotes() {
        return settings.device().map(DeviceSettings::votes).orElse(0);
    }

    private static QuorumMessage.Reconfigure reconfigure(
            final QuorumMessage.Parameter parameter, final NodeId node, final int value) {
        return new QuorumMessage.Reconfigure(parameter, node, value, 0);
    }

    /** This node goes in good order; answers whether it says so, which it does only with allow_downscale. */
    public boolean onLeave(final Effects<QuorumEffect> out) {
        if (!settings.hasProvider() || !own.modes().allowsDownscale() || isSuspended) {
            return false;
        }
        final NodeInfo info = nodeInfo();
        submit(new NodeInfo(self, info.votes(), info.expectedVotes(), info.flags() | NodeFlags.LEAVING), out);
        return true;
    }

    /**
     * A device of this node registers.
     *
     * @return what forbids it, null if nothing does
     */
    public String onDeviceRegistered(final String name, final Effects<QuorumEffect> out) {
        if (settings.device().isEmpty()) {
            return "quorum.device is not configured";
        }
        return told(device.register(name), out);
    }

    /** It goes; answers what forbids it, null if nothing does. */
    public String onDeviceUnregistered(final String name, final Effects<QuorumEffect> out) {
        final String wrong = told(device.unregister(name), out);
        contributeWhenReady(out);
        return wrong;
    }

    /**
     * It is there, and casts its votes on {@code ring} or not.
     *
     * @return what forbids it, null if nothing does
     */
    public String onDevicePolled(
            final String name,
            final boolean isCast,
            final RingId ring,
            final long nowNs,
            final Effects<QuorumEffect> out) {
        if (!ring.equals(ringId)) {
            return "the ring is " + ringId + ", not " + ring;
        }
        final String wrong = told(device.poll(name, isCast, nowNs), out);
        contributeWhenReady(out);
        return wrong;
    }

    /** It lets the node it votes for go on without quorum, or no longer; answers what forbids it, null if nothing does. */
    public String onDeviceMasterWins(final String name, final boolean isAllowed, final Effects<QuorumEffect> out) {
        return told(device.masterWins(name, isAllowed), out);
    }

    private String told(final String wrong, final Effects<QuorumEffect> out) {
        final NodeEntry entry = own.nodes().get(self);
        if (wrong == null && isSynchronised && (entry.flags() & NodeFlags.DEVICE) != device.flags()) {
            submit(nodeInfo(), out);
        }
        return wrong;
    }

    /** When {@link #onTime} has something to do, in ns; {@code Long.MAX_VALUE} for never. */
    public long deadlineNs() {
        return Math.min(windowDeadlineNs, device.deadlineNs());
    }

    /** It is {@code nowNs}. */
    public void onTime(final long nowNs, final Effects<QuorumEffect> out) {
        if (nowNs >= windowDeadlineNs) {
            windowDeadlineNs = NEVER;
            submit(new QuorumMessage.WindowExpired(openWindow), out);
        }
        if (device.expire(nowNs)) {
            told(null, out);
            contributeWhenReady(out);
        }
    }

    /**
     * The verdict of each part if the configuration split into {@code parts}. Changes nothing.
     *
     * @return empty while no configuration is synchronised, or without a provider
     */
    public List<HypotheticalPart> suppose(final List<NodeSet> parts) {
        if (consensus == null || !isSynchronised) {
            return List.of();
        }
        return parts.stream().map(part -> consensus.suppose(part, settings)).toList();
    }

    private void submit(final QuorumMessage message, final Effects<QuorumEffect> out) {
        out.add(new QuorumEffect.Submit(QuorumCodec.encode(message)));
    }

    private void track(final Effects<QuorumEffect> out) {
        if (own.modes().isTrackingExpectedVotes() && own.trackedVotes() > trackedVotes) {
            trackedVotes = own.trackedVotes();
            out.add(new QuorumEffect.Track(trackedVotes));
        }
    }

    private QuorumStatus decided() {
        return settings.hasProvider()
                ? statusOf(consensus.explanation())
                : statusOf(QuorumExplanation.uncounted(Rule.NO_PROVIDER));
    }

    private QuorumStatus statusOf(final QuorumExplanation explanation) {
        final List<QuorumStatus.Node> nodes = new ArrayList<>();
        final EnumSet<QuorumStatus.Mode> modes = EnumSet.noneOf(QuorumStatus.Mode.class);
        if (settings.hasProvider()) {
            own.nodes()
                    .forEach((node, entry) -> nodes.add(QuorumStatus.Node.of(
                            node, entry.state(), entry.votes(), entry.expectedVotes(), entry.flags())));
            final TallyModes on = own.modes();
            addIf(on.isTwoNode(), QuorumStatus.Mode.TWO_NODE, modes);
            addIf(on.isWaitForAll(), QuorumStatus.Mode.WAIT_FOR_ALL, modes);
            addIf(on.isLastManStanding(), QuorumStatus.Mode.LAST_MAN_STANDING, modes);
            addIf(on.tieBreaker().isOn(), QuorumStatus.Mode.AUTO_TIE_BREAKER, modes);
            addIf(on.allowsDownscale(), QuorumStatus.Mode.ALLOW_DOWNSCALE, modes);
            addIf(on.isTrackingExpectedVotes(), QuorumStatus.Mode.EXPECTED_VOTES_TRACKING, modes);
            addIf(settings.device().isPresent(), QuorumStatus.Mode.QUORUM_DEVICE, modes);
        }
        return new QuorumStatus(explanation.verdict(), ringId, members, explanation, nodes, modes);
    }

    private static void addIf(
            final boolean isOn, final QuorumStatus.Mode mode, final EnumSet<QuorumStatus.Mode> modes) {
        if (isOn) {
            modes.add(mode);
        }
    }

    /** As told last. */
    public QuorumStatus status() {
        return status;
    }

    /** Messages that could not be read, or came when nothing is counted. */
    public long droppedMessages() {
        return droppedMessages;
    }
}
