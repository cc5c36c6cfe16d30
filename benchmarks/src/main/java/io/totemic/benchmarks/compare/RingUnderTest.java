/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.NamespaceLab;
import io.totemic.benchmarks.NodeProcess;
import io.totemic.benchmarks.NodeProcess.Line;
import io.totemic.benchmarks.ProcessFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The ring of one contender in namespaces of its own. Closing it ends its processes and removes the namespaces. */
final class RingUnderTest implements AutoCloseable {

    /** How far a member has come. */
    record Counted(long messages, long atNs, String hash, long gaps) {}

    private static final long LIMIT_S = 60;
    private static final long LEAST_FORM_LIMIT_S = 60;

    /** All nodes start on the cores of one machine, and compile at the same time. */
    private static final long FORM_LIMIT_OF_NODE_S = 20;

    private static final long POLL_MS = 5;
    private static final int MOST_SAID = 4;
    private static final String FORMED = "A new membership (";

    /** Of 64 bytes, the next one second later, for one second. */
    private static final String ONE_PROBE = "PROBE 64 1000000 1";

    private final Contender contender;
    private final NamespaceLab lab;
    private final List<NodeProcess> members = new ArrayList<>();
    private final Thread atExit = new Thread(this::killAll, "kill-children");
    private final Map<Integer, List<Long>> pids = new TreeMap<>();
    private final RingLauncher launcher;
    private final Setting setting;
    private final Path directory;
    private final long formLimitS;
    private final Map<NodeProcess, String> lastMembers = new LinkedHashMap<>();
    private RotationMeter rotationMeter = RotationMeter.NONE;
    private int runs;
    private long formationsBefore;

    /** Starts it and waits until all nodes are in one group. */
    RingUnderTest(final Contender contender, final RingLauncher launcher, final Setting setting, final Path directory)
            throws IOException, InterruptedException {
        this.contender = contender;
        this.launcher = launcher;
        this.setting = setting;
        this.directory = directory;
        formLimitS = Math.max(LEAST_FORM_LIMIT_S, FORM_LIMIT_OF_NODE_S * setting.nodes());
        lab = new NamespaceLab("compare-" + contender.label(), setting.nodes(), setting.mtuBytes());
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            Files.createDirectories(directory);
            launcher.start(lab, setting, directory, members);
            awaitGroup();
        } catch (final BenchFailure | IOException | InterruptedException failure) {
            close();
            throw failure;
        }
    }

    Contender contender() {
        return contender;
    }

    /** What is to be known about it, or empty. */
    String remark() {
        return launcher.remark(directory);
    }

    /** Watches its token at node 1. */
    RotationMeter rotationMeter() {
        return rotationMeter;
    }

    /** Its members, node 1 first. */
    List<NodeProcess> members() {
        return List.copyOf(members);
    }

    private void awaitGroup() throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(formLimitS);
        for (final NodeProcess member : members) {
            final long leftS = TimeUnit.NANOSECONDS.toSeconds(endNs - System.nanoTime());
            // The client says its own last, when it has joined.
            member.await("PID", contender.isCorosync() ? 1 : 0, Math.max(1, leftS));
            pids.put(
                    member.node(),
                    member.said("PID").stream()
                            .map(line -> Long.parseLong(line.fields().get(0)))
                            .toList());
        }
        awaitAll();
        // Later the lines that it said are forgotten.
        rotationMeter = launcher.rotationMeter(members.get(0));
    }

    private void awaitAll() throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(formLimitS);
        while (!members.stream().allMatch(this::seesAll)) {
            for (final NodeProcess member : members) {
                if (!member.isAlive() || System.nanoTime() - endNs > 0) {
                    throw new BenchFailure(contender.label() + ": no group of all within " + formLimitS + " s, node "
                            + member.node() + " is " + (member.isAlive() ? "alive" : "dead") + member.lastOutput());
                }
            }
            Thread.sleep(POLL_MS);
        }
    }

    private boolean seesAll(final NodeProcess member) {
        final List<Line> said = member.said("MEMBERS");
        if (!said.isEmpty()) {
            lastMembers.put(member, said.get(said.size() - 1).fields().get(0));
        }
        return String.valueOf(setting.nodes()).equals(lastMembers.get(member));
    }

    /** What members have said of the group that changed, or of messages refused, since the run began; empty if nothing. */
    String disturbances() {
        final List<String> said = new ArrayList<>();
        for (final NodeProcess member : members) {
            Stream.of("MEMBERS", "REFUSED")
                    .flatMap(word -> member.said(word).stream())
                    .distinct()
                    .limit(MOST_SAID)
                    .forEach(line -> said.add(
                            "node " + member.node() + " " + line.word() + " " + String.join(" ", line.fields())));
        }
        return String.join(", ", said);
    }

    /** Memberships that its nodes have logged, all together. */
    long formations() {
        return members.stream()
                .flatMap(member -> launcher.log(member, directory).stream())
                .filter(line -> line.contains(FORMED))
                .count();
    }

    /** Waits until the group is whole, if it is not, and has all members forget what was before. */
    void beginRun() throws InterruptedException {
        awaitAll();
        members.forEach(NodeProcess::forget);
        runs++;
        askAll(members, "RUN " + runs, "RUNNING");
    }

    /**
     * Waits until each member was delivered a message of its own. What was measured before may have kept the processes of this ring from
     * the cores for longer than its token time-out: it is formed anew then, and no run must begin before it is.
     *
     * @return memberships that its nodes have logged since the last run ended, all together
     * @throws BenchFailure if it delivers nothing for a minute
     */
    long settle() throws InterruptedException {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (!isDeliveredAtAll()) {
            if (System.nanoTime() - endNs > 0) {
                throw new BenchFailure(
                        contender.label() + ": does not deliver a message of each node within " + LIMIT_S + " s");
            }
        }
        return formations() - formationsBefore;
    }

    private boolean isDeliveredAtAll() throws InterruptedException {
        beginRun();
        members.forEach(member -> member.tell(ONE_PROBE));
        boolean isAll = true;
        for (final NodeProcess member : members) {
            isAll &= member.await("PROBED", 0, LIMIT_S).fields().get(0).equals("0");
        }
        stop(members);
        return isAll;
    }

    /** A run is over: what {@link #settle} counts begins here. */
    void endRun() {
        formationsBefore = formations();
    }

    /** How far all of them are, node 1 first. */
    List<Counted> count() throws InterruptedException {
        return askAll(members, "COUNT", "COUNTED").stream()
                .map(line -> new Counted(
                        Long.parseLong(line.fields().get(0)),
                        Long.parseLong(line.fields().get(1)),
                        line.fields().get(2),
                        Long.parseLong(line.fields().get(3))))
                .toList();
    }

    /** Has these send no more; answers how many they sent together in this run. */
    long stop(final List<NodeProcess> senders) throws InterruptedException {
        return askAll(senders, "STOP", "SENT").stream()
                .mapToLong(line -> Long.parseLong(line.fields().get(0)))
                .sum();
    }

    private static List<Line> askAll(final List<NodeProcess> asked, final String question, final String word)
            throws InterruptedException {
        final Map<NodeProcess, Integer> before = new LinkedHashMap<>();
        asked.forEach(member -> before.put(member, member.count(word)));
        asked.forEach(member -> member.tell(question));
        final List<Line> answers = new ArrayList<>();
        for (final NodeProcess member : asked) {
            answers.add(member.await(word, before.get(member), LIMIT_S));
        }
        return answers;
    }

    /**
     * Processor time of each node since its start, node 1 first: of its daemon and its client.
     *
     * @throws BenchFailure if one of them has ended
     */
    List<List<ProcessFigures>> processorTimes() {
        try {
            return pids.values().stream()
                    .map(all -> all.stream().map(ProcessFigures::of).toList())
                    .toList();
        } catch (final UncheckedIOException gone) {
            throw new BenchFailure(contender.label() + ": a process has ended", gone);
        }
    }

    /** Percent of one core that each node took since {@code before}. */
    List<Double> cpuPercentSince(final List<List<ProcessFigures>> before) {
        final List<List<ProcessFigures>> now = processorTimes();
        final List<Double> percents = new ArrayList<>();
        for (int node = 0; node < now.size(); node++) {
            double sum = 0;
            for (int process = 0; process < now.get(node).size(); process++) {
                sum += now.get(node)
                        .get(process)
                        .cpuPercentSince(before.get(node).get(process));
            }
            percents.add(Math.round(sum * 10) / 10.0);
        }
        return percents;
    }

    private void killAll() {
        for (final NodeProcess member : members) {
            try {
                member.kill();
            } catch (final InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void quit(final NodeProcess member) {
        try {
            member.tell("QUIT");
        } catch (final BenchFailure ended) {
            // What was to be reached.
        }
    }

    @Override
    public void close() {
        // All at the same time first, since each takes a while to leave.
        members.stream().filter(NodeProcess::isAlive).forEach(RingUnderTest::quit);
        try {
            for (final NodeProcess member : members) {
                member.awaitEnd();
                member.end();
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        lab.close();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
