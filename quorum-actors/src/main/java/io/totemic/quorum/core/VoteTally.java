/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.quorum.core;

import io.totemic.protocol.Invariants;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumExplanation.Rule;
import io.totemic.protocol.QuorumStatus.NodeState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one node counts votes and decides whether it is quorate. Every node runs its own, and a copy of that of every other member,
 * all of them fed in the order in which the ring delivers: see {@link RingTally}.
 *
 * <p>The quorum never falls by itself, and more votes than expected raise it. Who lost quorum with {@code wait_for_all} waits for
 * all again, or for somebody who is quorate.
 *
 * <p>Not thread-safe; called only by the votequorum actor. Source: votequorum(5).
 */
public final class VoteTally {

    private final NodeId self;
    private final TreeMap<NodeId, NodeEntry> nodes = new TreeMap<>();
    private TallyModes modes;
    private NodeSet members = NodeSet.EMPTY;
    private NodeSet previousMembers = NodeSet.EMPTY;
    private int quorum;
    private boolean isQuorate;
    private boolean isWaitingForAll;
    private NodeId lowest;
    private NodeId highest;
    private int expectedVotesBarrier;
    private int trackedVotes;
    private int deviceVotes;
    private int window;
    private boolean isWindowOpen;
    private Rule rule = Rule.NOTHING_COUNTED;

    private VoteTally(final NodeId self, final TallyModes modes) {
        this.self = self;
        this.modes = modes;
    }

    /** The tally of a node that has just been started. */
    public static VoteTally starting(final VoteQuorumSettings settings) {
        final VoteTally tally = new VoteTally(settings.self(), settings.modes());
        tally.deviceVotes = settings.device().map(DeviceSettings::votes).orElse(0);
        final int expected = tally.modes.isTrackingExpectedVotes() && settings.trackedVotes() > 0
                ? settings.trackedVotes()
                : settings.expectedVotes();
        tally.trackedVotes = tally.modes.isTrackingExpectedVotes() ? settings.trackedVotes() : 0;
        tally.nodes.put(tally.self, new NodeEntry(NodeState.MEMBER, settings.ownVotes(), expected, NodeFlags.FIRST));
        tally.expectedVotesBarrier = expected;
        tally.waitForAll(tally.modes.isWaitForAll());
        tally.recalculate(false, false);
        return tally;
    }

    /** A tally that goes on where another stands. */
    static VoteTally of(final TallyState state) {
        final VoteTally tally = new VoteTally(state.self(), state.modes());
        tally.nodes.putAll(state.nodes());
        tally.members = state.members();
        tally.previousMembers = state.previousMembers();
        tally.quorum = state.quorum();
        tally.isQuorate = tally.own().has(NodeFlags.QUORATE);
        tally.waitForAll(state.isWaitingForAll() && state.modes().isWaitForAll());
        tally.lowest = state.lowest();
        tally.highest = state.highest();
        tally.expectedVotesBarrier = state.expectedVotesBarrier();
        tally.trackedVotes = state.trackedVotes();
        tally.deviceVotes = state.deviceVotes();
        tally.window = state.window();
        tally.isWindowOpen = state.isWindowOpen();
        return tally;
    }

    /** All it remembers. */
    TallyState state() {
        final TreeMap<NodeId, NodeEntry> known = new TreeMap<>(nodes);
        known.compute(self, (id, own) -> own.withFlag(NodeFlags.QUORATE, isQuorate));
        return new TallyState(
                self,
                modes,
                known,
                members,
                previousMembers,
                quorum,
                lowest,
                highest,
                expectedVotesBarrier,
                trackedVotes,
                deviceVotes,
                window,
                isWindowOpen,
                isWaitingForAll);
    }

    /** What it says of itself when a configuration begins, or when something about it changed. */
    public NodeInfo nodeInfo() {
        final NodeEntry own = own();
        final int flags = own.withFlag(NodeFlags.WAITING_FOR_ALL, isWaitingForAll)
                .withFlag(NodeFlags.QUORATE, isQuorate)
                .flags();
        return new NodeInfo(self, own.votes(), own.expectedVotes(), flags);
    }

    /** What it says of the device. */
    public NodeInfo deviceInfo() {
        return new NodeInfo(null, deviceVotes, own().expectedVotes(), 0);
    }

    /** A configuration of {@code newMembers} begins. */
    public void beginSync(final NodeSet newMembers) {
        if (newMembers.size() > 1) {
            nodes.compute(self, (id, own) -> own.withFlag(NodeFlags.FIRST, false));
        }
        boolean hasSomebodyLeft = false;
        for (final NodeId member : members) {
            if (!newMembers.contains(member)) {
                nodes.computeIfPresent(member, (id, entry) -> entry.with(NodeState.DEAD));
                hasSomebodyLeft = true;
            }
        }
        if (modes.isLastManStanding()
                && ((newMembers.size() >= quorum && hasSomebodyLeft)
                        || (newMembers.size() <= quorum && modes.tieBreaker().isOn() && isMember(lowest)))) {
            isWindowOpen = true;
            window++;
        }
        previousMembers = members;
        members = newMembers;
    }

    /** All members have told each other what they are. */
    public void finishSync() {
        recalculate(false, false);
    }

    /** What {@code sender} says of itself or of its device. */
    public void onNodeInfo(final NodeId sender, final NodeInfo info) {
        if (info.node() == null) {
            final NodeEntry from = nodes.get(sender);
            final boolean isFollowed = !isQuorate && from != null && from.has(NodeFlags.QUORATE);
            final int before = deviceVotes;
            deviceVotes = isFollowed ? info.votes() : Math.max(deviceVotes, info.votes());
            if (deviceVotes != before) {
                recalculate(false, false);
            }
            return;
        }
        final NodeEntry before = nodes.get(info.node());
        final boolean isLeaving = info.has(NodeFlags.LEAVING);
        boolean allowDecrease = isLeaving;
        if (!isQuorate && info.has(NodeFlags.QUORATE)) {
            // Who is quorate knows better what is to be expected.
            allowDecrease = true;
            setOwnExpectedVotes(info.expectedVotes());
        }
        final boolean imposes = info.has(NodeFlags.QUORATE) || modes.isTrackingExpectedVotes();
        final NodeEntry after = new NodeEntry(
                isLeaving ? NodeState.LEAVING : NodeState.MEMBER,
                info.votes(),
                imposes ? info.expectedVotes() : own().expectedVotes(),
                info.flags());
        nodes.put(info.node(), after);
        if (modes.isLastManStanding() && info.votes() > 1) {
            modes = modes.withoutLastManStanding();
            isWindowOpen = false;
        }
        if (!after.equals(before) || info.node().equals(self) || after.has(NodeFlags.FIRST)) {
            recalculate(allowDecrease, isLeaving);
        }
        // After the recalculation, in which this node may have lost quorum itself: it counts from the next one on.
        final NodeEntry now = nodes.get(info.node());
        if (modes.isWaitForAll() && now.has(NodeFlags.QUORATE) && !now.has(NodeFlags.WAITING_FOR_ALL)) {
            waitForAll(false);
        }
    }

    /** An operator's change. */
    void onReconfigure(final QuorumMessage.Reconfigure change) {
        switch (change.parameter()) {
            case EXPECTED_VOTES -> {
                if (change.value() > 0) {
                    nodes.replaceAll((id, entry) -> entry.isMember() ? entry.withExpectedVotes(change.value()) : entry);
                    expectedVotesBarrier = change.value();
                    if (modes.isTrackingExpectedVotes()) {
                        setOwnExpectedVotes(Math.max(own().expectedVotes(), trackedVotes));
                    }
                    recalculate(true, false);
                }
            }
            case NODE_VOTES -> {
                if (nodes.containsKey(change.node())) {
                    nodes.compute(change.node(), (id, entry) -> entry.withVotes(change.value()));
                    recalculate(true, false);
                }
            }
            case CANCEL_WAIT_FOR_ALL -> {
                waitForAll(false);
                recalculate(false, false);
            }
        }
    }

    /** The configuration of this node was read again. */
    void onModesChanged(final QuorumMessage.ModesChanged change) {
        modes = modes.with(change.isTwoNode(), change.isWaitForAll());
        if (!change.isWaitForAll()) {
            waitForAll(false);
        }
        recalculate(false, false);
    }

    /** The window of last_man_standing is over, unless it was opened again since. */
    public void onWindowExpired(final int expired) {
        if (isWindowOpen && expired == window) {
            isWindowOpen = false;
            if (isQuorate) {
                recalculate(true, true);
            }
        }
    }

    /** No window runs, as far as anybody supposes. */
    void closeWindow() {
        isWindowOpen = false;
    }

    /** Another member is quorate by its own knowledge, so this one is too. */
    void adopt(final VoteTally decider) {
        isQuorate = true;
        waitForAll(false);
        quorum = decider.quorum;
        lowest = decider.lowest;
        highest = decider.highest;
        setOwnExpectedVotes(decider.own().expectedVotes());
        nodes.compute(self, (id, own) -> own.withFlag(NodeFlags.QUORATE, true));
    }

    /** Why expected votes cannot be set to that now; null if they can. */
    String refusalOfExpectedVotes(final int expectedVotes) {
        if (expectedVotes < totalVotes()) {
            return "expected votes " + expectedVotes + " are fewer than the " + totalVotes() + " votes that are here";
        }
        if (expectedVotes < 1 || expectedVotes > VoteQuorumSettings.EXPECTED_VOTES_MAX) {
            return "expected votes " + expectedVotes + ", must be 1.." + VoteQuorumSettings.EXPECTED_VOTES_MAX;
        }
        final int needed = quorum(true, expectedVotes, false);
        return isQuorate && needed > totalVotes()
                ? "expected votes " + expectedVotes + " make the quorum " + needed + ", more than the " + totalVotes()
                        + " votes that are here"
                : null;
    }

    /** Why the votes of {@code node} cannot be set to that now; null if they can. */
    String refusalOfVotes(final NodeId node, final int votes) {
        final NodeEntry before = nodes.get(node);
        if (before == null) {
            return "node " + node + " was never seen";
        }
        if (votes < 0 || votes > VoteQuorumSettings.VOTES_MAX) {
            return "votes " + votes + ", must be 0.." + VoteQuorumSettings.VOTES_MAX;
        }
        nodes.put(node, before.withVotes(votes));
        final int total = totalVotes();
        final int needed = quorum(true, 0, true);
        nodes.put(node, before);
        return needed < total / 2 || needed > total
                ? votes + " votes of node " + node + " make the quorum " + needed + " with " + total + " votes here"
                : null;
    }

    // Section 4.1: the votes that are needed.
    private int quorum(final boolean allowDecrease, final int maxExpected, final boolean keepsDownscale) {
        int highestExpected = 0;
        int count = 0;
        for (final NodeEntry entry : nodes.values()) {
            if (entry.isMember()) {
                highestExpected = Math.max(highestExpected, entry.expectedVotes());
                count++;
            }
        }
        if (own().has(NodeFlags.DEVICE_CAST_VOTE)) {
            count++;
        }
        if (maxExpected > 0) {
            highestExpected = keepsDownscale && modes.allowsDownscale() && allowDecrease
                    ? Math.max(expectedVotesBarrier, maxExpected)
                    : maxExpected;
        }
        int needed = Math.max(majorityOf(highestExpected), majorityOf(totalVotes()));
        if (!allowDecrease) {
            needed = Math.max(needed, quorum);
        }
        return modes.isTwoNode() && count <= 2 ? 1 : needed;
    }

    private void recalculate(final boolean allowDecrease, final boolean byCurrentNodes) {
        int votes = deviceVotes;
        int count = deviceVotes > 0 ? 1 : 0;
        for (final NodeEntry entry : nodes.values()) {
            if (entry.isMember()) {
                votes += entry.votes();
                count++;
            }
        }
        if (votes > own().expectedVotes()) {
            setOwnExpectedVotes(votes);
        }
        if (modes.isTrackingExpectedVotes()) {
            trackedVotes = Math.max(trackedVotes, own().expectedVotes());
        }
        quorum = quorum(allowDecrease, byCurrentNodes ? count : 0, true);
        if (byCurrentNodes) {
            final int present = count;
            nodes.replaceAll((id, entry) -> entry.isMember() ? entry.withExpectedVotes(present) : entry);
        }
        decide(totalVotes());
    }

    private void decide(final int total) {
        if (modes.isWaitForAll() && isWaitingForAll) {
            if (total != own().expectedVotes()) {
                Invariants.check(!isQuorate, "node %s waits for all and is quorate", self);
                rule = Rule.WAITING_FOR_ALL;
                return;
            }
            waitForAll(false);
        }
        rule = ruleOf(total);
        isQuorate = rule.grants();
        nodes.compute(self, (id, own) -> own.withFlag(NodeFlags.QUORATE, isQuorate));
        if (modes.isWaitForAll()) {
            waitForAll(!isQuorate);
        }
    }

    private void waitForAll(final boolean isNowWaiting) {
        isWaitingForAll = isNowWaiting;
        nodes.compute(self, (id, own) -> own.withFlag(NodeFlags.WAITING_FOR_ALL, isNowWaiting));
    }

    private Rule ruleOf(final int total) {
        if (quorum <= total) {
            lowest = lowestMember();
            highest = highestMember();
            return modes.isTwoNode() && total < majorityOf(own().expectedVotes()) ? Rule.TWO_NODE : Rule.MAJORITY;
        }
        Rule refusal = Rule.BELOW_QUORUM;
        if (modes.tieBreaker().isOn() && total == own().expectedVotes() / 2) {
            if (previousMembers.size() - members.size() >= quorum) {
                refusal = Rule.TOO_MANY_LEFT_AT_ONCE;
            } else if (isTieBreakerHere()) {
                return Rule.TIE_BREAKER_HERE;
            } else {
                refusal = Rule.TIE_BREAKER_ELSEWHERE;
            }
        }
        return isMasterHere() ? Rule.MASTER_WINS : refusal;
    }

    private boolean isTieBreakerHere() {
        return switch (modes.tieBreaker().kind()) {
            case NONE -> false;
            case LOWEST -> isMember(lowest);
            case HIGHEST -> isMember(highest);
            case LIST -> {
                for (final NodeId node : modes.tieBreaker().nodes()) {
                    if (members.contains(node)) {
                        yield true;
                    }
                    if (previousMembers.contains(node)) {
                        yield false;
                    }
                }
                yield false;
            }
        };
    }

    private NodeId tieBreakerNode() {
        return switch (modes.tieBreaker().kind()) {
            case NONE -> null;
            case LOWEST -> lowest;
            case HIGHEST -> highest;
            case LIST ->
                modes.tieBreaker().nodes().stream()
                        .filter(node -> members.contains(node) || previousMembers.contains(node))
                        .findFirst()
                        .orElse(null);
        };
    }

    private boolean isMasterHere() {
        return own().has(NodeFlags.DEVICE_MASTER_WINS)
                && nodes.values().stream()
                        .anyMatch(entry -> entry.isMember()
                                && entry.has(NodeFlags.DEVICE_MASTER_WINS)
                                && entry.has(NodeFlags.DEVICE_CAST_VOTE));
    }

    private boolean isMember(final NodeId node) {
        return node != null && nodes.containsKey(node) && nodes.get(node).isMember();
    }

    private NodeId lowestMember() {
        return nodes.entrySet().stream()
                .filter(node -> node.getValue().isMember())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private NodeId highestMember() {
        return nodes.descendingMap().entrySet().stream()
                .filter(node -> node.getValue().isMember())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private NodeEntry own() {
        return nodes.get(self);
    }

    private void setOwnExpectedVotes(final int expectedVotes) {
        nodes.compute(self, (id, own) -> own.withExpectedVotes(expectedVotes));
    }

    private static int majorityOf(final int votes) {
        return votes / 2 + 1;
    }

    /** Why it is quorate or not, as it decided last. */
    QuorumExplanation explanation() {
        final TreeMap<NodeId, Integer> votes = new TreeMap<>();
        nodes.forEach((node, entry) -> {
            if (entry.isMember()) {
                votes.put(node, entry.votes());
            }
        });
        return new QuorumExplanation(
                rule,
                self,
                own().expectedVotes(),
                totalVotes(),
                quorum,
                countedDeviceVotes(),
                votes,
                rule == Rule.TIE_BREAKER_HERE || rule == Rule.TIE_BREAKER_ELSEWHERE ? tieBreakerNode() : null);
    }

    /** Votes that are here, those of the device among them if they are cast. */
    public int totalVotes() {
        int total = countedDeviceVotes();
        for (final NodeEntry entry : nodes.values()) {
            total += entry.isMember() ? entry.votes() : 0;
        }
        return total;
    }

    private int countedDeviceVotes() {
        return own().has(NodeFlags.DEVICE_CAST_VOTE) ? deviceVotes : 0;
    }

    NodeId self() {
        return self;
    }

    public boolean isQuorate() {
        return isQuorate;
    }

    /** Whether it is, and did not only take it over from another. */
    boolean isQuorateByItself() {
        return isQuorate && rule.grants();
    }

    public int quorum() {
        return quorum;
    }

    int expectedVotes() {
        return own().expectedVotes();
    }

    int trackedVotes() {
        return trackedVotes;
    }

    public int window() {
        return window;
    }

    public boolean isWindowOpen() {
        return isWindowOpen;
    }

    public boolean isWaitingForAll() {
        return isWaitingForAll;
    }

    TallyModes modes() {
        return modes;
    }

    public SortedMap<NodeId, NodeEntry> nodes() {
        return nodes;
    }
}
