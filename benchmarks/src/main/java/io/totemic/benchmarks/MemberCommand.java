/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.ByteGroup;
import io.totemic.config.ClusterConfig;
import io.totemic.daemon.NodeLogging;
import io.totemic.daemon.NodeTrace;
import io.totemic.daemon.RunningNode;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.totem.link.AeronLinks;
import io.totemic.totem.link.LinkCounters;
import io.totemic.totem.link.Links;
import io.totemic.totem.loop.IdleChoice;
import io.totemic.totem.loop.RingLoop;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A child of a benchmark: a node with its HTTP server and one member of a group. Takes commands on standard input, answers on
 * standard output, and ends with its input, so that it never outlives its parent.
 */
@Command(name = "member", hidden = true, description = "A child of a benchmark.")
final class MemberCommand implements Callable<Integer> {

    private static final String GROUP = "bench";
    private static final long JOIN_LIMIT_S = 60;
    private static final long VIEW_LIMIT_S = 10;

    @Option(names = "--config", required = true, description = "The configuration.")
    private Path configFile;

    @Option(names = "--node-id", required = true, description = "Which node.")
    private long nodeId;

    @Option(names = "--http", required = true, description = "Where HTTP is served.")
    private String http;

    @Option(names = "--trace", description = "Where what happens on its ring and in the group is recorded.")
    private Path traceFile;

    private final AtomicLong ownDelivered = new AtomicLong();
    private RotationLinks rotation;
    private LossyLinks lossy;
    private FrameRecorder frames;
    private LinkCounters counters;
    private RunningNode node;
    private RingLoop loop;
    private SequenceWriter writer;
    private ActorRef<Object> churn;
    private StreamedMember streamed;
    private final HeapMeter heap = new HeapMeter();
    private final AllocationSampler allocations = new AllocationSampler();

    @Override
    public Integer call() throws Exception {
        final ClusterConfig config = ClusterConfig.load(configFile);
        NodeLogging.configure(config.logging(), System.err);
        final NodeTrace trace = NodeTrace.open(traceFile, NodeId.of(nodeId), config);
        node = RunningNode.start(
                config, NodeId.of(nodeId), ManagementSettings.parse(http), this::around, trace.probe());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node, trace), "trace-end"));
        loop = RingLoop.of(node.system());
        tell("UP");
        final ExecutorService listening = Executors.newSingleThreadExecutor(task -> {
            final Thread thread = new Thread(task, "listener");
            thread.setDaemon(true);
            return thread;
        });
        final SequenceRecorder recorder = new SequenceRecorder(MemberCommand::tell, (int) nodeId, ownDelivered);
        final ByteGroup group = node.totemic()
                .joinBytes(GROUP, recorder, listening, 0)
                .toCompletableFuture()
                .get(JOIN_LIMIT_S, TimeUnit.SECONDS);
        tell("JOINED");
        final BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            obey(line.split(" ", -1), group, recorder, listening);
        }
        node.stop();
        return 0;
    }

    /** A trace with an end is wholly known to the checkers. */
    private static void end(final RunningNode node, final NodeTrace trace) {
        node.stop();
        trace.close();
    }

    private Links around(final Links links) {
        if (links instanceof AeronLinks aeron) {
            counters = aeron.counters();
        }
        frames = new FrameRecorder(links);
        lossy = new LossyLinks(frames);
        rotation = new RotationLinks(lossy);
        return rotation;
    }

    private void obey(
            final String[] words, final ByteGroup group, final SequenceRecorder recorder, final Executor listening)
            throws Exception {
        switch (words[0]) {
            case "IDLE" -> loop.execute(() -> loop.idle(IdleChoice.of(words[1])));
            case "BEGIN" -> loop.execute(rotation::begin);
            case "END" -> loop.execute(() -> tellRotation(rotation.end()));
            case "WRITE" -> {
                writer = new SequenceWriter(
                        group,
                        ownDelivered,
                        Integer.parseInt(words[1]),
                        Integer.parseInt(words[2]),
                        Guarantee.valueOf(words[3]));
                writer.start();
            }
            case "ONE" -> SequenceWriter.sendOne(group, Integer.parseInt(words[1]));
            case "FLOOD" -> new Flood(group, Integer.parseInt(words[1])).start(node.system());
            case "LOSE" ->
                loop.execute(() ->
                        lossy.lose(Double.parseDouble(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3])));
            case "MEASURE" -> listening.execute(recorder::measure);
            case "END-MEASURE" -> listening.execute(recorder::endMeasure);
            case "STOP" -> tell("SENT " + writer.end());
            case "REPORT" -> listening.execute(recorder::report);
            case "COUNTERS" -> tellCounters();
            case "RECORD" -> loop.execute(frames::begin);
            case "END-RECORD" -> loop.execute(() -> tell("RECORDED " + frames.end(Path.of(words[1]))));
            case "FRAMES" -> tellFrames();
            case "CHURN" ->
                churn = node.system()
                        .systemActorOf(
                                GroupChurn.create(
                                        node.totemic(),
                                        Integer.parseInt(words[1]),
                                        Integer.parseInt(words[2]),
                                        new SplittableRandom(Long.parseLong(words[3])),
                                        MemberCommand::tell),
                                "churn",
                                Props.empty());
            case "END-CHURN" -> churn.tell(new GroupChurn.End());
            case "GROUPS" -> tellGroups();
            case "STREAM" -> streamed = new StreamedMember(node.totemic(), node.system(), MemberCommand::tell);
            case "STREAM-WRITE" -> streamed.write(Integer.parseInt(words[1]));
            case "STREAM-STOP" -> streamed.stopWriting();
            case "STALL" -> streamed.stall();
            case "GO-ON" -> streamed.goOn();
            case "TAKEN" -> streamed.tell();
            case "HEAP" -> {
                heap.begin();
                tell("COUNTING");
            }
            case "END-HEAP" -> tell("HEAP " + heap.end());
            case "SAMPLE" -> {
                allocations.begin();
                tell("SAMPLING");
            }
            case "END-SAMPLE" -> tell("SAMPLED " + allocations.end());
            default -> throw new BenchFailure("nobody says " + words[0]);
        }
    }

    private void tellGroups() throws Exception {
        tell("GROUPS "
                + node.totemic().groups().toCompletableFuture().get(VIEW_LIMIT_S, TimeUnit.SECONDS).entrySet().stream()
                        .map(group -> group.getKey() + "="
                                + group.getValue().stream()
                                        .map(GroupMember::toString)
                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.joining(";")));
    }

    private static void tellRotation(final Histogram histogram) {
        tell("ROTATION " + histogram.getTotalCount() + " " + histogram.getValueAtPercentile(50) + " "
                + histogram.getValueAtPercentile(99) + " " + histogram.getValueAtPercentile(99.9) + " "
                + histogram.getMaxValue());
    }

    private void tellCounters() throws Exception {
        final var view = node.totemic().view().toCompletableFuture().get(VIEW_LIMIT_S, TimeUnit.SECONDS);
        tell("COUNTERS " + view.membership().gatherEntered() + " " + view.droppedFrames() + " "
                + counters.get(LinkCounters.Counter.MALFORMED_DATAGRAMS) + " "
                + counters.get(LinkCounters.Counter.REBUILDS) + " "
                + counters.get(LinkCounters.Counter.AERON_ERRORS) + " "
                + view.tracker().retransmittedFrames() + " "
                + view.tracker().receivedFrames() + " "
                + lossy.lostFrames() + " "
                + loop.counters().lateTurns() + " "
                + TimeUnit.NANOSECONDS.toMillis(loop.counters().longestPauseNs()) + " "
                + loop.counters().parks());
    }

    private void tellFrames() throws Exception {
        final var view = node.totemic().view().toCompletableFuture().get(VIEW_LIMIT_S, TimeUnit.SECONDS);
        final String drops = view.drops().entrySet().stream()
                .filter(drop -> drop.getValue() > 0)
                .map(drop -> drop.getKey() + "=" + drop.getValue())
                .collect(Collectors.joining(","));
        loop.execute(() -> tell("FRAMES " + frames.arrived() + " " + frames.taken() + " " + frames.takenTwice() + " "
                + view.handshakes() + " " + (drops.isEmpty() ? "-" : drops)));
    }

    static void tell(final String text) {
        synchronized (System.out) {
            System.out.println(NodeProcess.MARK + " " + text);
            System.out.flush();
        }
    }
}
