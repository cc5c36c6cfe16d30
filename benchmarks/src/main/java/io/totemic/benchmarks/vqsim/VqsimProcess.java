/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim;

import io.totemic.benchmarks.vqsim.core.Step;
import io.totemic.benchmarks.vqsim.core.Topology;
import io.totemic.benchmarks.vqsim.core.VoteConfiguration;
import io.totemic.benchmarks.vqsim.core.VoteEvent;
import io.totemic.benchmarks.vqsim.core.VqsimLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process of {@code corosync-vqsim} under strace(1). It runs with {@code -n}: with its own waiting it takes the first
 * partition at rest for all of them, and {@code sync off} would touch {@code autofence}. Its own output tells verdicts only; the
 * trace tells each message that a node sent or was given, and so when it is at rest. One thread.
 */
final class VqsimProcess implements AutoCloseable {

    /** How to get what is needed. */
    static final String MISSING =
            "corosync-vqsim or strace is missing; install the Debian packages corosync-vqsim and strace";

    /** Relative, since the program takes a path of 7 characters at most. */
    private static final String CONFIGURATION = "c.conf";

    private static final String PROGRAM = "corosync-vqsim";
    private static final String TRACE = "trace";
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long END_LIMIT_MS = 2_000;

    /** A membership is worked off by a timer of 10 ms; a new node has two of them. */
    private static final long NEW_NODE_NS = TimeUnit.MILLISECONDS.toNanos(25);

    private static final int WINDOW_SLACK_MS = 20;

    private final Path directory;
    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Map<Integer, TracedNode> nodes = new TreeMap<>();
    private final Set<Path> known = new HashSet<>();
    private final Topology topology;
    private final int windowMs;
    private final Optional<String> refusal;
    private long controllerPid;

    /** Starts it, lets it start all nodes of the configuration, and stops them one by one, so that none is up. */
    VqsimProcess(final VoteConfiguration configuration) throws IOException, InterruptedException {
        windowMs = configuration.waitedWindowMs();
        // All nodes were in partition 0: one ring for each that came, one for each that went.
        topology = new Topology(configuration.nodes(), 8L * configuration.nodes());
        directory = Files.createTempDirectory("totemic-vqsim");
        Files.writeString(
                directory.resolve(CONFIGURATION),
                configuration.corosyncConf(directory.toString()),
                StandardCharsets.US_ASCII);
        final List<String> command =
                new ArrayList<>(List.of("strace", "-ff", "--seccomp-bpf", "-qq", "-xx", "-s", "4096"));
        command.addAll(List.of(
                "-e",
                "trace=read,write,writev",
                "-e",
                "signal=none",
                "-e",
                "inject=writev:delay_enter=4000",
                "-o",
                TRACE));
        command.addAll(List.of("stdbuf", "-oL", PROGRAM, "-n", "-c", CONFIGURATION));
        final ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        try {
            process = builder.start();
        } catch (final IOException missing) {
            delete(directory);
            throw new VqsimFailure(MISSING, missing);
        }
        commands = process.outputWriter(StandardCharsets.US_ASCII);
        final Thread reader = new Thread(this::readLines, "vqsim");
        reader.setDaemon(true);
        reader.start();
        try {
            refusal = emptyCluster(configuration.nodes());
        } catch (final IOException | InterruptedException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /** Whether the programs are there. */
    static boolean isInstalled() {
        final String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(PROGRAM, "strace", "stdbuf").allMatch(program -> Stream.of(path.split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /** Why its nodes refuse the configuration. */
    Optional<String> refusal() {
        return refusal;
    }

    Topology topology() {
        return topology;
    }

    TracedNode node(final int node) {
        return nodes.get(node);
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (final IOException | UncheckedIOException ended) {
            // Whoever waits for a line notices.
        }
    }

    /**
     * Stops the nodes that the program starts by itself. It must be at rest before each stop: what a stopped node had sent but was
     * not read yet makes the program use memory that it gave back, and mostly die of it.
     */
    private Optional<String> emptyCluster(final int count) throws IOException, InterruptedException {
        final List<String> complaints = new ArrayList<>();
        final Set<Integer> up = new TreeSet<>();
        for (int node = 1; node <= count; node++) {
            up.add(node);
        }
        awaitFirstVerdicts(up, 4L * count, complaints);
        controllerPid = process.children()
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElseThrow(() -> new VqsimFailure(MISSING));
        Thread.sleep(TimeUnit.NANOSECONDS.toMillis(NEW_NODE_NS));
        for (int node = 1; node <= count; node++) {
            awaitRest();
            tell("down " + node);
            awaitGone(node);
            up.remove(node);
            awaitFirstVerdicts(up, 4L * (count + node), complaints);
        }
        known.addAll(traces());
        return complaints.stream().findFirst();
    }

    /** Waits until these nodes told their verdict in the ring with that sequence. */
    private void awaitFirstVerdicts(final Set<Integer> nodesUp, final long sequence, final List<String> complaints)
            throws InterruptedException {
        final Set<Integer> awaited = new TreeSet<>(nodesUp);
        while (!awaited.isEmpty()) {
            final Optional<VqsimLine> line = VqsimLine.parse(nextLine("ring " + sequence + " of nodes " + awaited));
            if (line.isEmpty()) {
                continue;
            }
            if (line.get() instanceof VqsimLine.Complaint said) {
                complaints.add(said.text());
            } else if (line.get() instanceof VqsimLine.Verdict verdict && verdict.ringSequence() == sequence) {
                awaited.remove(verdict.node());
            } else if (line.get() instanceof VqsimLine.Gone gone) {
                throw new VqsimFailure("node " + gone.node() + " is gone: " + gone.why());
            }
        }
    }

    private void awaitRest() throws IOException, InterruptedException {
        final long endNs = System.nanoTime() + LIMIT_NS;
        while (!isAtRest(0)) {
            if (System.nanoTime() - endNs > 0) {
                throw new VqsimFailure("the nodes did not come to rest" + complaints());
            }
            Thread.sleep(1);
        }
    }

    /** Does an applicable step and waits until nothing moves. Answers the verdicts, as {@code show} tells them. */
    Map<Integer, VqsimLine.Verdict> apply(final Step step) throws IOException, InterruptedException {
        nodes.values().forEach(TracedNode::forget);
        final Set<Integer> renewed = topology.apply(step);
        final long sentNs = System.nanoTime();
        tell(step.toString());
        if (step instanceof Step.Down down) {
            awaitGone(down.node());
            nodes.remove(down.node()).close();
        }
        final int fresh = step instanceof Step.Up up ? up.node() : 0;
        while (true) {
            readTraces(fresh);
            if (isSettled(renewed, fresh)
                    && (fresh == 0 || System.nanoTime() - sentNs >= NEW_NODE_NS)
                    && isAtRest(fresh)
                    && isSettled(renewed, fresh)) {
                break;
            }
            if (System.nanoTime() - sentNs > LIMIT_NS || !process.isAlive()) {
                throw new VqsimFailure("after '" + step + "' the nodes did not come to rest" + complaints());
            }
            Thread.sleep(1);
        }
        if (windowMs > 0) {
            passWindow();
        }
        return show();
    }

    private void passWindow() throws IOException, InterruptedException {
        final Map<Integer, Integer> before = new TreeMap<>();
        nodes.forEach((node, traced) -> before.put(node, traced.events().size()));
        Thread.sleep(windowMs + WINDOW_SLACK_MS);
        awaitRest();
        nodes.forEach((node, traced) -> traced.events().add(before.get(node), new VoteEvent.WindowPassed()));
    }

    /** Every member took the new ring, announced itself, told its clients, and was given all that was sent. */
    private boolean isSettled(final Set<Integer> renewed, final int fresh) {
        if (fresh != 0 && !nodes.containsKey(fresh)) {
            return false;
        }
        for (final int partition : renewed) {
            final List<Integer> members = topology.members(partition);
            long sent = 0;
            for (final int member : members) {
                sent += nodes.get(member).events().stream()
                        .filter(event -> event instanceof VoteEvent.Sent || event instanceof VoteEvent.SentOther)
                        .count();
            }
            for (final int member : members) {
                final List<VoteEvent> events = nodes.get(member).events();
                final long heard = events.stream()
                        .filter(event -> event instanceof VoteEvent.Heard || event instanceof VoteEvent.HeardOther)
                        .count();
                if (heard != sent || told(events, member, topology.sequence(partition)) < (member == fresh ? 2 : 1)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How often the node told its clients anything, if it took the ring, announced itself, and told them after that. */
    private static long told(final List<VoteEvent> events, final int node, final long sequence) {
        boolean taken = false;
        boolean announced = false;
        boolean after = false;
        long told = 0;
        for (final VoteEvent event : events) {
            taken |= event instanceof VoteEvent.SyncStarted sync && sync.ringSequence() == sequence;
            announced |=
                    taken && event instanceof VoteEvent.Sent sent && sent.info().nodeId() == node;
            if (event instanceof VoteEvent.Told) {
                told++;
                after |= announced;
            }
        }
        return after ? told : 0;
    }

    /** Whether all processes sleep, and none of them ran while that was looked at. Reads the traces in between. */
    private boolean isAtRest(final int fresh) throws IOException {
        final List<String> before = activity();
        readTraces(fresh);
        return !before.isEmpty() && before.equals(activity());
    }

    /** The switches between processes so far; empty if one does not sleep. */
    private List<String> activity() throws IOException {
        final List<Long> pids = new ArrayList<>(List.of(process.pid()));
        if (nodes.isEmpty()) {
            // At the start it is not known yet which trace is whose.
            traces().forEach(path -> pids.add(pidOf(path)));
        } else {
            pids.add(controllerPid);
            nodes.values().forEach(traced -> pids.add(traced.pid()));
        }
        final List<String> activity = new ArrayList<>();
        for (final long pid : pids) {
            final String status;
            try {
                status = Files.readString(Path.of("/proc/" + pid + "/status"));
            } catch (final IOException gone) {
                continue;
            }
            if (status.contains("\nState:\tZ")) {
                continue;
            }
            if (!status.contains("\nState:\tS")) {
                return List.of();
            }
            activity.add(status.substring(status.indexOf("voluntary_ctxt_switches")));
        }
        return activity;
    }

    private void readTraces(final int fresh) throws IOException {
        for (final TracedNode traced : nodes.values()) {
            traced.read();
        }
        if (fresh == 0 || nodes.containsKey(fresh)) {
            return;
        }
        for (final Path path : traces()) {
            if (!known.contains(path)) {
                final TracedNode traced = new TracedNode(path);
                traced.read();
                if (traced.node() == fresh) {
                    known.add(path);
                    nodes.put(fresh, traced);
                    return;
                }
                traced.close();
            }
        }
    }

    private List<Path> traces() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.getFileName().toString().startsWith(TRACE + "."))
                    .toList();
        }
    }

    /** The name of a trace ends with a dot and the process id. */
    private static long pidOf(final Path path) {
        final String name = path.getFileName().toString();
        return Long.parseLong(name.substring(name.lastIndexOf('.') + 1));
    }

    private Map<Integer, VqsimLine.Verdict> show() throws IOException, InterruptedException {
        tell("show");
        final Map<Integer, VqsimLine.Verdict> verdicts = new TreeMap<>();
        while (true) {
            final String text = nextLine("show");
            if (text.endsWith("show")) {
                // The echo: what stands before was told during the step.
                verdicts.clear();
            }
            final Optional<VqsimLine> line = VqsimLine.parse(text);
            if (line.isPresent() && line.get() instanceof VqsimLine.Verdict verdict) {
                verdicts.put(verdict.node(), verdict);
            } else if (line.isPresent() && line.get() instanceof VqsimLine.Gone gone) {
                throw new VqsimFailure("node " + gone.node() + " is gone: " + gone.why());
            } else if (line.isPresent() && line.get() instanceof VqsimLine.ShowEnd) {
                return verdicts;
            }
        }
    }

    private void awaitGone(final int node) throws InterruptedException {
        while (true) {
            final Optional<VqsimLine> line = VqsimLine.parse(nextLine("stopped node " + node));
            if (line.isPresent() && line.get() instanceof VqsimLine.Gone gone) {
                if (gone.node() == node) {
                    return;
                }
                throw new VqsimFailure("node " + gone.node() + " is gone: " + gone.why());
            }
        }
    }

    private String nextLine(final String awaited) throws InterruptedException {
        final String line = lines.poll(LIMIT_NS, TimeUnit.NANOSECONDS);
        if (line == null) {
            throw new VqsimFailure("no answer within 10 s: " + awaited);
        }
        return line;
    }

    private String complaints() {
        final List<String> rest = new ArrayList<>();
        lines.drainTo(rest);
        return rest.isEmpty() ? "" : "; it said\n    | " + String.join("\n    | ", rest);
    }

    private void tell(final String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (final IOException closed) {
            throw new VqsimFailure("it takes no commands any more" + complaints(), closed);
        }
    }

    /** Ends the processes that it started, by their ids, and removes its files. */
    @Override
    public void close() {
        try {
            commands.write("exit\n");
            commands.close();
        } catch (final IOException gone) {
            // Then it ended already.
        }
        try {
            if (!process.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                kill();
                process.waitFor(END_LIMIT_MS, TimeUnit.MILLISECONDS);
            }
        } catch (final InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
        nodes.values().forEach(TracedNode::close);
        delete(directory);
    }

    /** If the controlling process died, its nodes are nobody's children; their traces still tell their ids. */
    private void kill() {
        try {
            for (final Path path : traces()) {
                ProcessHandle.of(pidOf(path))
                        .filter(handle -> handle.info().command().orElse("").endsWith(PROGRAM))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (final IOException unreadable) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
    }

    private static void delete(final Path directory) {
        try (Stream<Path> all = Files.list(directory)) {
            for (final Path path : all.toList()) {
                Files.deleteIfExists(path);
            }
            Files.deleteIfExists(directory);
        } catch (final IOException remains) {
            // A temporary folder stays behind.
        }
    }
}
