/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeGuardian;
import io.totemic.config.ClusterConfig;
import io.totemic.cpg.Cpg;
import io.totemic.cpg.SendResult;
import io.totemic.cpg.core.GroupMember;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.simulation.check.BasicDelivery;
import io.totemic.simulation.check.Checker;
import io.totemic.simulation.check.Configurations;
import io.totemic.simulation.check.FailureAtomicity;
import io.totemic.simulation.check.GroupViews;
import io.totemic.simulation.check.MessageId;
import io.totemic.simulation.check.OneToken;
import io.totemic.simulation.check.RingIdentity;
import io.totemic.simulation.check.RingOrder;
import io.totemic.simulation.check.RingSelfDelivery;
import io.totemic.simulation.check.RingSequences;
import io.totemic.simulation.check.SelfDelivery;
import io.totemic.simulation.check.Steadiness;
import io.totemic.simulation.check.TotalOrder;
import io.totemic.simulation.check.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Runs seeds: nodes with the actors of production, traffic, faults, then a healed network, and the checkers over what
 * everybody was told.
 *
 * <p>One thread; not safe for use by several.
 */
@SuppressWarnings("FutureReturnValueIgnored") // completed on this thread, by callbacks that only write down
public final class Simulation implements AutoCloseable {

    /** Healing takes token loss, a few consensus rounds with damage, and delivery of what waits. */
    private static final long SETTLE_NS = 15_000_000_000L;

    /** A hundred times what a run needs. */
    private static final long STEPS_PER_NODE_AND_SECOND = 40_000L;

    /** One burst of so many is a member leaving its group instead, to join again. */
    private static final int LEAVES = 25;

    /** One burst of so many keeps the sender's queue filled for many visits. */
    private static final int FLOODS = 15;

    private static final String LIVENESS = "Liveness: ";
    private static final String HANG = "Hang: ";
    private static final String GROUP = "simulated";
    private static final List<Checker> CHECKERS = List.of(
            new BasicDelivery(),
            new Configurations(),
            new RingOrder(),
            new RingSelfDelivery(),
            new OneToken(),
            new TotalOrder(),
            new FailureAtomicity(),
            new SelfDelivery(),
            new RingIdentity(),
            new RingSequences(),
            new GroupViews(),
            new Steadiness());

    private final SimulatedSystem system = new SimulatedSystem();
    private final SimulatedScheduling scheduling = system.scheduling();

    // Of the current run.
    private SimulationOptions options;
    private ClusterConfig config;
    private SimulatedNetwork network;
    private Trace trace;
    private List<String> violations;
    private boolean isBroken;
    private NodeId staysDown;
    private final TreeMap<NodeId, Running> running = new TreeMap<>();
    private final TreeMap<NodeId, Running> leaving = new TreeMap<>();
    private final TreeMap<NodeId, SimulatedNode.Disk> disks = new TreeMap<>();
    private final TreeMap<NodeId, Integer> incarnations = new TreeMap<>();

    /** A node that is up, and its user. */
    private static final class Running {
        private final SimulatedNode node;
        private final Trace.ProcessId process;
        private ActorRef<NodeGuardian.Command> guardian;
        private ActorRef<Cpg.Command> cpg;
        private GroupMember member;
        private ActorRef<Object> recorder;
        private int sent;

        private Running(final SimulatedNode node, final Trace.ProcessId process) {
            this.node = node;
            this.process = process;
        }
    }

    /** Runs one seed. */
    public SimulationResult run(final long seed, final SimulationOptions newOptions) {
        Invariants.check(!isBroken, "a simulation that has hung or failed runs no more seeds");
        isBroken = true;
        scheduling.begin(
                seed,
                (newOptions.durationNs() + SETTLE_NS)
                        / 1_000_000_000L
                        * newOptions.nodes()
                        * STEPS_PER_NODE_AND_SECOND);
        trace = new Trace();
        chooseConditions(newOptions);
        config = ClusterConfig.fromText(corosyncConf(options.nodes()));
        network = new SimulatedNetwork(scheduling, options.network());
        violations = new ArrayList<>();
        staysDown = null;
        running.clear();
        leaving.clear();
        disks.clear();
        incarnations.clear();
        try {
            runToEnd();
        } catch (final SimulatedScheduling.Hang hang) {
            violations.add(HANG + hang.getMessage());
            return result(seed);
        }
        for (final Checker checker : CHECKERS) {
            checker.check(trace, violation -> violations.add(checker.name() + ": " + violation));
        }
        final SimulationResult result = result(seed);
        List.copyOf(running.keySet()).forEach(this::crash);
        List.copyOf(leaving.values()).forEach(this::gone);
        scheduling.runUntil(scheduling.nowNs() + 1_000_000L);
        isBroken = false;
        return result;
    }

    /** Some runs are without faults, and some without losses too: what shall not happen then would else be hidden. */
    private void chooseConditions(final SimulationOptions wanted) {
        options = wanted;
        if (wanted.meanFaultIntervalNs() > 0) {
            switch (scheduling.random().nextInt(10)) {
                case 0 -> options = wanted.without(NetworkOptions.CALM);
                case 1 -> options = wanted.without(wanted.network());
                default -> {}
            }
        }
        trace.conditions(
                options.meanFaultIntervalNs() > 0
                        ? Trace.Conditions.FAULTS
                        : options.network().equals(NetworkOptions.CALM)
                                ? Trace.Conditions.CALM
                                : Trace.Conditions.LOSS);
    }

    /** Whether the last run has hung: this simulation can run no other, and needs no closing. */
    public boolean isBroken() {
        return isBroken;
    }

    private void runToEnd() {
        for (int i = 1; i <= options.nodes(); i++) {
            final NodeId node = NodeId.of(i);
            disks.put(node, new SimulatedNode.Disk(scheduling, options.meanFaultIntervalNs() > 0));
            scheduling.schedule(scheduling.random().nextInt(50_000_000), () -> start(node));
        }
        scheduleFault();
        scheduleTraffic();
        scheduling.runUntil(options.durationNs());
        if (options.meanFaultIntervalNs() > 0
                && options.nodes() > 1
                && scheduling.random().nextInt(3) == 0) {
            // The others must go on without a node that does not come back.
            staysDown = anyNode();
            crash(staysDown);
        }
        options = options.without(options.network());
        network.heal();
        disks.values().forEach(SimulatedNode.Disk::heal);
        scheduling.runUntil(options.durationNs() + SETTLE_NS);
        checkSettled();
    }

    @Override
    public void close() {
        if (!isBroken) {
            system.close();
        }
    }

    private static String corosyncConf(final int nodes) {
        final StringBuilder text = new StringBuilder("""
                totem {
                    version: 2
                    cluster_name: simulated
                    secauth: off
                    token: 1000
                    token_coefficient: 0
                }
                quorum {
                    provider: corosync_votequorum
                }
                nodelist {
                """);
        for (int i = 1; i <= nodes; i++) {
            text.append("node {\n nodeid: ")
                    .append(i)
                    .append("\n ring0_addr: 127.0.0.")
                    .append(i)
                    .append("\n}\n");
        }
        return text.append("}\n").toString();
    }

    private void start(final NodeId node) {
        if (running.containsKey(node) || leaving.containsKey(node) || node.equals(staysDown)) {
            return;
        }
        final int incarnation = incarnations.merge(node, 1, Integer::sum);
        final Trace.ProcessId process = new Trace.ProcessId(node, incarnation);
        final SimulatedNode started = new SimulatedNode(
                system, config, node, network, disks.get(node), incarnation, new TraceProbe(trace, process));
        final Running up = new Running(started, process);
        running.put(node, up);
        up.recorder = system.spawn(GroupRecorder.create(trace, up.process, scheduling), "recorder-" + node);
        started.rooms().thenAccept(rooms -> join(up, rooms));
        started.terminated().whenComplete((done, failure) -> {
            if (failure != null) {
                violations.add("Invariant: " + up.process + " failed: " + failure);
                up.node.crash();
            }
        });
    }

    private void join(final Running up, final NodeGuardian.Rooms rooms) {
        up.guardian = rooms.guardian();
        up.cpg = rooms.cpg();
        joinGroup(up);
    }

    private void joinGroup(final Running up) {
        final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
        joined.thenAccept(member -> up.member = member);
        up.cpg.tell(new Cpg.Join(GROUP, up.recorder.narrow(), joined));
        up.node.wake();
    }

    private void crash(final NodeId node) {
        final Running up = running.remove(node);
        if (up != null) {
            trace.crashed(up.process);
            gone(up);
        }
    }

    private void gone(final Running up) {
        final NodeId node = up.process.node();
        leaving.remove(node);
        up.node.crash();
        up.recorder.tell(GroupRecorder.END);
        scheduling.drainTasks();
        disks.put(node, disks.get(node).reattached());
    }

    /** Shuts a node down: it says LEAVE and ends. */
    private void leave(final NodeId node) {
        final Running up = running.remove(node);
        if (up != null) {
            // What it was promised is not kept any more.
            trace.crashed(up.process);
            if (up.guardian == null) {
                gone(up);
                scheduleStart(node);
                return;
            }
            leaving.put(node, up);
            final CompletableFuture<Done> left = new CompletableFuture<>();
            left.thenRun(() -> scheduling.schedule(0, () -> {
                if (leaving.get(node) == up) {
                    gone(up);
                    scheduleStart(node);
                }
            }));
            up.guardian.tell(new NodeGuardian.Leave(left));
            up.node.wake();
        }
    }

    private void scheduleStart(final NodeId node) {
        scheduling.schedule(scheduling.random().nextLong(4_000_000_000L), () -> start(node));
    }

    private NodeId anyNode() {
        return NodeId.of(1 + scheduling.random().nextInt(options.nodes()));
    }

    private void scheduleFault() {
        if (options.meanFaultIntervalNs() > 0) {
            final double random = -Math.log(1.0 - scheduling.random().nextDouble());
            scheduling.schedule((long) (random * options.meanFaultIntervalNs()), () -> {
                if (options.meanFaultIntervalNs() > 0) {
                    inject();
                    scheduleFault();
                }
            });
        }
    }

    private void inject() {
        final NodeId node = anyNode();
        switch (scheduling.random().nextInt(8)) {
            case 0, 6 -> {
                crash(node);
                scheduleStart(node);
            }
            case 4 -> leave(node);
            case 5 -> {
                network.deafen(node, scheduling.random().nextInt(900));
                scheduling.schedule(scheduling.random().nextLong(2_000_000_000L), () -> network.deafen(node, 0));
            }
            case 1, 7 -> {
                for (int i = 1; i <= options.nodes(); i++) {
                    network.partition(NodeId.of(i), scheduling.random().nextInt(2));
                }
            }
            case 2 -> network.join();
            default -> {
                final Running up = running.get(node);
                if (up != null) {
                    up.node.pause(scheduling.random().nextLong(3_000_000_000L));
                }
            }
        }
    }

    private void scheduleTraffic() {
        if (scheduling.nowNs() >= options.durationNs()) {
            return;
        }
        scheduling.schedule(scheduling.random().nextLong(400_000_000L), () -> {
            // What is sent after the healing would show rings to each other that must find out by themselves.
            if (scheduling.nowNs() < options.durationNs()) {
                burst();
            }
            scheduleTraffic();
        });
    }

    private void burst() {
        final Running up = running.get(anyNode());
        if (up == null || up.member == null) {
            return;
        }
        if (scheduling.random().nextInt(LEAVES) == 0) {
            leaveGroup(up);
            return;
        }
        final boolean isFlood =
                options.meanFaultIntervalNs() > 0 && scheduling.random().nextInt(FLOODS) == 0;
        final int messages = 1 + scheduling.random().nextInt(isFlood ? 400 : 20);
        for (int i = 0; i < messages; i++) {
            final int bytes = scheduling.random().nextInt(100) == 0
                    ? scheduling.random().nextInt(20_000)
                    : scheduling.random().nextInt(1_000);
            final MessageId message = new MessageId(up.process.node(), up.process.incarnation(), ++up.sent);
            final long acceptedNs = scheduling.nowNs();
            final CompletableFuture<SendResult> result = new CompletableFuture<>();
            result.thenAccept(answer -> {
                if (answer == SendResult.ACCEPTED) {
                    trace.accepted(up.process, message, acceptedNs);
                }
            });
            up.cpg.tell(new Cpg.Multicast(up.member, GroupRecorder.encode(message, bytes), result));
        }
        up.node.wake();
    }

    private void leaveGroup(final Running up) {
        final CompletableFuture<Done> left = new CompletableFuture<>();
        left.thenRun(() -> scheduling.schedule(scheduling.random().nextLong(500_000_000L), () -> {
            if (running.get(up.process.node()) == up) {
                joinGroup(up);
            }
        }));
        up.cpg.tell(new Cpg.Leave(up.member, left));
        up.member = null;
        up.node.wake();
    }

    /** Liveness: everybody who is up was told of one last ring, of all who are up, and it is quorate. */
    private void checkSettled() {
        final NodeSet up = NodeSet.copyOf(running.keySet());
        RingId last = null;
        for (final Running each : running.values()) {
            final RegularConfiguration mine = lastConfigurationOf(each.process);
            if (mine == null || !mine.members().equals(up)) {
                violations.add(LIVENESS + up + " are up, " + each.process + " is on ring " + mine);
            } else if (last != null && !last.equals(mine.ringId())) {
                violations.add(LIVENESS + each.process + " is on ring " + mine.ringId() + ", another on " + last);
            } else {
                last = mine.ringId();
            }
            if (each.member == null) {
                violations.add(LIVENESS + each.process + " has not joined its group");
            } else {
                trace.settled(each.process, each.member);
            }
            // A node that joined its group after the synchronisation of the last ring was told of no ring since.
            final Trace.RingInstalled told = lastToldRingOf(each.process);
            if (told != null && !told.ringId().equals(last)) {
                violations.add(
                        LIVENESS + each.process + " was told of ring " + told.ringId() + " last, it is on " + last);
            }
            if (told != null && told.verdict() != QuorumVerdict.State.QUORATE && up.size() > options.nodes() / 2) {
                violations.add(LIVENESS + each.process + " is " + told.verdict() + " while " + up + " are up");
            }
        }
    }

    private RegularConfiguration lastConfigurationOf(final Trace.ProcessId process) {
        RegularConfiguration last = null;
        for (final Trace.RingEvent event : trace.ringEventsOf(process)) {
            if (event instanceof Trace.Configured configured
                    && configured.configuration() instanceof RegularConfiguration regular) {
                last = regular;
            }
        }
        return last;
    }

    private Trace.RingInstalled lastToldRingOf(final Trace.ProcessId process) {
        Trace.RingInstalled last = null;
        for (final Trace.Event event : trace.eventsOf(process)) {
            if (event instanceof Trace.RingInstalled installed) {
                last = installed;
            } else if (event instanceof Trace.ViewChanged view
                    && view.joined().stream().anyMatch(member -> member.node().equals(process.node()))) {
                last = null;
            }
        }
        return last;
    }

    private SimulationResult result(final long seed) {
        long delivered = 0;
        long rings = 0;
        final MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (final Trace.ProcessId process : trace.processes()) {
            for (final Trace.Event event : trace.eventsOf(process)) {
                digest.update((process + " " + event + "\n").getBytes(StandardCharsets.UTF_8));
                delivered += event instanceof Trace.Delivered ? 1 : 0;
                rings += event instanceof Trace.RingInstalled ? 1 : 0;
            }
        }
        return new SimulationResult(
                seed,
                List.copyOf(violations),
                scheduling.steps(),
                scheduling.nowNs(),
                delivered,
                rings,
                HexFormat.of().formatHex(digest.digest()).substring(0, 16));
    }
}
