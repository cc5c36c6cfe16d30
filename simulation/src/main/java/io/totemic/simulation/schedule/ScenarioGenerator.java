/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.cpg.core.CpgMessage;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Draws a scenario from a seed. Used once. */
final class ScenarioGenerator {

    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;

    /** So that faults and the run itself draw different numbers of one seed. */
    private static final long SALT = 0x5DEE_CE66_D1CE_4E5BL;

    private static final int STARTS_WITHIN_NS = (int) (50 * MS);

    /** On a ring of five with delays of a millisecond the token is then held about half of the time. */
    private static final long BURSTS_WITHIN_NS = 640 * MS;

    private static final long BURST_NS = 10 * MS;

    /** One burst of so many is a member leaving its group instead, to join again. */
    private static final int LEAVES = 25;

    /** One burst of so many keeps the sender's queue filled for many visits. */
    private static final int FLOODS = 15;

    /** One burst of so many may have messages that do not fit into a datagram of any network. */
    private static final int HUGE_ONES = 20;

    private static final int LINKS_MISSING_PERCENT = 50;

    /** One run of so many has a message of the greatest length that a group takes. */
    private static final int LONGEST_ONES = 8;

    /** The time-outs of token and consensus, which no run changes. */
    private static final long UNTIL_RECOVERY_NS = 2_200 * MS;

    private static final long RECOVERY_NS = 60 * MS;

    private static final int LITTLE_LOSS_PER_MILLE = 30;
    private static final int MUCH_LOSS_PER_MILLE = 200;
    private static final int HUGE_BYTES = 200_000;
    private static final int LARGE_BYTES = 20_000;

    /** One run of so many has sequences that wrap, or change their sign, among the first frames and hops of each ring. */
    private static final int WRAPPING_ONES = 8;

    private static final int FRAMES_BEFORE_WRAP = 400;

    /** So that what was added later draws no numbers of what was there before. */
    private static final long WRAP_SALT = 0x2545_F491_4F6C_DD1DL;

    /** In one run of so many each JOIN waits for a random time first, so that a node may hear others before itself. */
    private static final int JOINS_WAITING_ONES = 8;

    private static final int JOINS_WAIT_MAX_MS = 80;

    private static final long JOINS_SALT = 0x1B56_C4E9_3F2A_7D05L;

    private static final long QUORUM_SALT = 0x4B1D_77C2_0A5E_E3F1L;

    /** In one run of so many frames are encrypted, and somebody replays and forges them. */
    private static final int ATTACKED_ONES = 8;

    private static final int ATTACK_INTERVAL_MAX_MS = 50;

    private static final long ATTACKS_SALT = 0x7C3A_91D5_04EF_6B27L;

    private static final long KEYS_SALT = 0x31D7_5AC4_99E0_28B5L;

    private static final long GROUPS_SALT = 0x9E6D_62D0_6F6A_9A9BL;

    private final FaultProfile profile;
    private final long seed;
    private final int nodes;
    private final long durationNs;
    private final SplittableRandom random;
    private final List<Step> steps = new ArrayList<>();
    private long meanFaultIntervalNs;
    private LinkConditions network;

    ScenarioGenerator(final FaultProfile profile, final long seed, final int nodes, final long durationNs) {
        this.profile = profile;
        this.seed = seed;
        this.durationNs = durationNs;
        random = new SplittableRandom(seed ^ SALT);
        this.nodes = profile.isAboutVotes() && nodes > 2 ? 2 + random.nextInt(nodes - 1) : nodes;
        meanFaultIntervalNs = profile.meanFaultIntervalNs();
        network = profile.network();
    }

    Scenario generate() {
        final TreeMap<String, String> totem = new TreeMap<>();
        if (profile.isVaried()) {
            chooseConditions();
            chooseSettings(totem);
            letJoinsWait(totem);
            letSomebodyAttack(totem);
        }
        if (profile.hasMissingLinks()) {
            cutLinks();
        }
        for (int i = 1; i <= nodes; i++) {
            add(random.nextInt(STARTS_WITHIN_NS), new Action.Start(NodeId.of(i)));
        }
        traffic();
        if (meanFaultIntervalNs > 0 && random.nextInt(LONGEST_ONES) == 0 && isFast(totem)) {
            add(random.nextLong(durationNs), new Action.Send(anyNode(), 1, CpgMessage.PIECE_MAX_BYTES));
        }
        if (meanFaultIntervalNs > 0) {
            for (long at = interval(); at < durationNs; at += interval()) {
                inject(at);
            }
            if (nodes > 1 && random.nextInt(3) == 0) {
                // The others must go on without a node that does not come back.
                add(durationNs, new Action.Crash(anyNode()));
            }
        }
        if (!profile.hasMissingLinks()) {
            new GroupWork(new SplittableRandom(seed ^ SALT ^ GROUPS_SALT), nodes, durationNs, meanFaultIntervalNs > 0)
                    .addTo(steps, totem, isFast(totem));
        }
        if (profile.isAboutVotes()) {
            new QuorumOptions(new SplittableRandom(seed ^ SALT ^ QUORUM_SALT), nodes, durationNs).addTo(steps, totem);
        }
        if (profile.isAboutKeys()) {
            new KeyRotation(new SplittableRandom(seed ^ SALT ^ KEYS_SALT), nodes, durationNs).addTo(steps, totem);
        }
        return new Scenario(seed, nodes, durationNs, network, totem, initialSeq(), new Schedule(steps));
    }

    /** With few frames in a visit the longest message takes longer than what waits at the end of a run may. */
    private static boolean isFast(final Map<String, String> totem) {
        return !totem.containsKey("window_size") && !totem.containsKey("max_messages");
    }

    private int initialSeq() {
        final SplittableRandom wrap = new SplittableRandom(seed ^ SALT ^ WRAP_SALT);
        if (!profile.isVaried() || wrap.nextInt(WRAPPING_ONES) != 0) {
            return 0;
        }
        return (wrap.nextBoolean() ? 0 : Integer.MIN_VALUE) - 1 - wrap.nextInt(FRAMES_BEFORE_WRAP);
    }

    /** Each direction between two nodes is missing with one probability for all. */
    private void cutLinks() {
        final int percent = 2 + random.nextInt(LINKS_MISSING_PERCENT);
        for (int from = 1; from <= nodes; from++) {
            for (int to = 1; to <= nodes; to++) {
                if (from != to && random.nextInt(100) < percent) {
                    add(0, new Action.Cut(NodeSet.of(NodeId.of(from)), NodeSet.of(NodeId.of(to))));
                }
            }
        }
    }

    /** Some runs are without faults, and some without losses too: what shall not happen then would else be hidden. */
    private void chooseConditions() {
        switch (random.nextInt(10)) {
            case 0 -> {
                meanFaultIntervalNs = 0;
                network = LinkConditions.CALM;
            }
            case 1 -> meanFaultIntervalNs = 0;
            default -> chooseLoss();
        }
    }

    /** With faults up to a fifth of all frames are lost; without them a ring has to stay, so the profile's loss is all there is. */
    private void chooseLoss() {
        final boolean isMuch = random.nextBoolean();
        network = network.losing(random.nextInt((isMuch ? MUCH_LOSS_PER_MILLE : LITTLE_LOSS_PER_MILLE) + 1));
    }

    /** Counts and windows; time-outs stay, since the bound of liveness and the length of faults fit them. */
    private void chooseSettings(final Map<String, String> totem) {
        if (random.nextBoolean() && meanFaultIntervalNs > 0) {
            // While the token is held a visit takes long: few visits, or no node would ever find that it fails to
            // receive.
            totem.put("fail_recv_const", Integer.toString(2 + random.nextInt(60)));
        }
        if (random.nextInt(6) == 0) {
            totem.put("window_size", Integer.toString(10 + random.nextInt(300)));
        }
        if (random.nextInt(6) == 0) {
            totem.put("max_messages", Integer.toString(2 + random.nextInt(30)));
        }
        if (random.nextInt(3) == 0) {
            totem.put("accelerated_window", Integer.toString(random.nextBoolean() ? 0 : random.nextInt(30)));
        }
        if (random.nextInt(8) == 0) {
            totem.put("miss_count_const", Integer.toString(1 + random.nextInt(10)));
        }
        if (random.nextInt(8) == 0) {
            totem.put("cancel_token_hold_on_retransmit", "yes");
        }
    }

    private void letJoinsWait(final Map<String, String> totem) {
        final SplittableRandom joins = new SplittableRandom(seed ^ SALT ^ JOINS_SALT);
        if (joins.nextInt(JOINS_WAITING_ONES) == 0) {
            totem.put("send_join", Integer.toString(1 + joins.nextInt(JOINS_WAIT_MAX_MS)));
        }
    }

    private void letSomebodyAttack(final Map<String, String> totem) {
        final SplittableRandom attacks = new SplittableRandom(seed ^ SALT ^ ATTACKS_SALT);
        if (attacks.nextInt(ATTACKED_ONES) == 0) {
            totem.put(Scenario.ATTACKER, Integer.toString(1 + attacks.nextInt(ATTACK_INTERVAL_MAX_MS)));
        }
    }

    /** Bursts, now and then of several nodes at once, with rests in which a ring comes to hold its token. */
    private void traffic() {
        for (long at = random.nextLong(BURSTS_WITHIN_NS); at < durationNs; at += random.nextLong(BURSTS_WITHIN_NS)) {
            for (int senders = 1 + random.nextInt(2); senders > 0; senders--) {
                work(later(at, BURST_NS));
            }
        }
    }

    private void work(final long at) {
        final NodeId node = anyNode();
        if (random.nextInt(LEAVES) == 0) {
            add(at, new Action.LeaveGroup(node, random.nextLong(SECOND / 2)));
            return;
        }
        final boolean isFlood = meanFaultIntervalNs > 0 && random.nextInt(FLOODS) == 0;
        final boolean isHuge = !isFlood && meanFaultIntervalNs > 0 && random.nextInt(HUGE_ONES) == 0;
        add(at, new Action.Send(node, 1 + random.nextInt(isFlood ? 400 : 20), isHuge ? HUGE_BYTES : LARGE_BYTES));
    }

    private void inject(final long at) {
        final NodeId node = anyNode();
        switch (anyKind()) {
            case CRASH -> {
                add(at, new Action.Crash(node));
                if (random.nextInt(8) == 0) {
                    add(at, new Action.LoseDisk(node));
                }
                startAgain(later(at, 4 * SECOND), node);
            }
            case LEAVE -> {
                add(at, new Action.Leave(node));
                add(later(at, 4 * SECOND), new Action.Start(node));
            }
            case PAUSE -> add(at, new Action.Pause(node, later(at, anyLength(3 * SECOND)) - at));
            case SLOW -> {
                add(at, new Action.Slow(node, 2 + random.nextInt(200)));
                add(later(at, 3 * SECOND), new Action.Slow(node, 1));
            }
            case CLOCK -> add(at, new Action.JumpClock(node, random.nextLong(-5 * SECOND, 5 * SECOND)));
            case PARTITION -> partition(at);
            case ONE_WAY_CUT -> {
                final NodeSet from = anyNodes();
                final NodeSet to = anyNodes();
                add(at, new Action.Cut(from, to));
                add(later(at, 3 * SECOND), new Action.Mend(from, to));
            }
            case FLAP -> flap(at);
            case DEAF -> degrade(at, 2 * SECOND, FrameStream.values(), network.losing(random.nextInt(900)));
            case DATA_DEAF -> dataDeaf(at);
            case DELAY ->
                degrade(
                        at,
                        3 * SECOND,
                        FrameStream.values(),
                        network.delaying(random.nextLong(100 * MS), random.nextLong(100 * MS)));
            case NARROW ->
                degrade(at, 3 * SECOND, FrameStream.values(), network.limitedTo(10_000L + random.nextInt(1_000_000)));
            case SLOW_DISK -> {
                add(at, new Action.SlowDisk(node, random.nextLong(3 * SECOND)));
                add(later(at, 5 * SECOND), new Action.SlowDisk(node, 0));
            }
            case BROKEN_RECOVERY -> breakRecovery(at, node);
        }
    }

    /** Now and then another node crashes meanwhile, so that recovery meets a member that gets no data. */
    private void dataDeaf(final long at) {
        degrade(
                at,
                8 * SECOND,
                new FrameStream[] {FrameStream.DATA},
                network.losing(random.nextBoolean() ? 1000 : random.nextInt(1000)));
        if (random.nextBoolean()) {
            final NodeId other = anyNode();
            add(later(at, SECOND), new Action.Send(anyNode(), 1 + random.nextInt(20), LARGE_BYTES));
            final long crashAt = later(at, SECOND);
            add(crashAt, new Action.Crash(other));
            startAgain(later(crashAt, 4 * SECOND), other);
        }
    }

    /**
     * Frames of others stand behind those that nobody has but the node that crashes. When the token is found to be lost and the
     * node excluded, a few hops and writes to disk are left until some have installed the next ring, and others have not.
     */
    private void breakRecovery(final long at, final NodeId node) {
        add(at, new Action.Degrade(NodeSet.of(node), all(), List.of(FrameStream.DATA), network.losing(1000)));
        add(at, new Action.Send(node, 1 + random.nextInt(10), LARGE_BYTES));
        for (int senders = 1 + random.nextInt(3); senders > 0; senders--) {
            add(later(at, 20 * MS), new Action.Send(anyNode(), 1 + random.nextInt(20), LARGE_BYTES));
        }
        final long crashAt = later(at + 5 * MS, 40 * MS);
        add(crashAt, new Action.Crash(node));
        add(crashAt, new Action.Restore(NodeSet.of(node), all()));
        startAgain(later(crashAt, 5 * SECOND), node);
        final long recoveryAt = later(crashAt + UNTIL_RECOVERY_NS, RECOVERY_NS);
        if (random.nextBoolean()) {
            partition(recoveryAt);
            add(later(recoveryAt, 2 * SECOND), new Action.Join());
        } else {
            final NodeId other = anyNode();
            add(recoveryAt, new Action.Crash(other));
            startAgain(later(recoveryAt, 4 * SECOND), other);
        }
    }

    /** A process that has just started may be slow, as a JVM is that is still cold. */
    private void startAgain(final long at, final NodeId node) {
        final SplittableRandom warmth = new SplittableRandom(seed ^ SALT ^ at);
        if (warmth.nextInt(3) == 0) {
            add(at, new Action.Slow(node, 2 + warmth.nextInt(400)));
            add(Math.min(durationNs, at + warmth.nextLong(SECOND)), new Action.Slow(node, 1));
        }
        add(at, new Action.Start(node));
    }

    private void partition(final long at) {
        if (random.nextInt(4) == 0) {
            add(at, new Action.Join());
            return;
        }
        final int parts = random.nextInt(4) == 0 ? 3 : 2;
        final List<List<NodeId>> of = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            of.add(new ArrayList<>());
        }
        for (int i = 1; i <= nodes; i++) {
            of.get(random.nextInt(parts)).add(NodeId.of(i));
        }
        add(at, new Action.Partition(of.stream().map(NodeSet::copyOf).toList()));
    }

    private void flap(final long at) {
        final NodeSet from = anyNodes();
        final NodeSet to = anyNodes();
        long next = at;
        for (int i = random.nextInt(2, 8); i > 0; i--) {
            add(next, new Action.Cut(from, to));
            next = later(next, SECOND / 2);
            add(next, new Action.Mend(from, to));
            next = later(next, SECOND / 2);
        }
    }

    private void degrade(
            final long at, final long withinNs, final FrameStream[] streams, final LinkConditions conditions) {
        final NodeSet from = random.nextBoolean() ? all() : anyNodes();
        final NodeSet to = NodeSet.of(anyNode());
        add(at, new Action.Degrade(from, to, List.of(streams), conditions));
        add(later(at, withinNs), new Action.Restore(from, to));
    }

    private FaultKind anyKind() {
        int left = random.nextInt(
                profile.weights().values().stream().mapToInt(Integer::intValue).sum());
        for (final Map.Entry<FaultKind, Integer> each : profile.weights().entrySet()) {
            left -= each.getValue();
            if (left < 0) {
                return each.getKey();
            }
        }
        throw new IllegalStateException("weights add up to less than their sum");
    }

    private NodeId anyNode() {
        return NodeId.of(1 + random.nextInt(nodes));
    }

    private NodeSet anyNodes() {
        final List<NodeId> chosen = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            if (random.nextBoolean()) {
                chosen.add(NodeId.of(i));
            }
        }
        return NodeSet.copyOf(chosen);
    }

    private NodeSet all() {
        final List<NodeId> every = new ArrayList<>();
        for (int i = 1; i <= nodes; i++) {
            every.add(NodeId.of(i));
        }
        return NodeSet.copyOf(every);
    }

    /** Now and then three times as long. */
    private long anyLength(final long usualNs) {
        return random.nextInt(8) == 0 ? 3 * usualNs : usualNs;
    }

    /** A moment within so long, and not after the last one. */
    private long later(final long at, final long withinNs) {
        return Math.min(durationNs, at + random.nextLong(withinNs));
    }

    private long interval() {
        return (long) (-StrictMath.log(1.0 - random.nextDouble()) * meanFaultIntervalNs);
    }

    private void add(final long at, final Action action) {
        steps.add(new Step(at, action));
    }
}
