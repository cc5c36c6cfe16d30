/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.ByteGroup;
import io.totemic.benchmarks.BenchFailure;
import io.totemic.benchmarks.RotationLinks;
import io.totemic.config.ClusterConfig;
import io.totemic.daemon.NodeLogging;
import io.totemic.daemon.RunningNode;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.totem.link.Links;
import io.totemic.totem.loop.RingLoop;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A node of Totemic whose application is an actor, or a listener, that is told each message of a group. */
@Command(name = "compare-totemic", hidden = true, description = "A child of compare.")
public final class TotemicMemberCommand implements Callable<Integer> {

    private static final String GROUP = "compare";

    /** Beyond the patience of any parent, which ends this process then. */
    private static final long JOIN_LIMIT_S = 600;

    @Option(names = "--config", required = true, description = "The configuration.")
    private Path configFile;

    @Option(names = "--node-id", required = true, description = "Which node.")
    private int nodeId;

    @Option(names = "--http", required = true, description = "Where HTTP is served.")
    private String http;

    @Option(names = "--listener", required = true, description = "actor, thread or loop: what is told the messages.")
    private String listener;

    @Option(names = "--time-tokens", description = "Obey BEGIN-ROTATION and END-ROTATION.")
    private boolean isTimingTokens;

    private RotationLinks rotation;

    @Override
    public Integer call() throws Exception {
        final ClusterConfig config = ClusterConfig.load(configFile);
        NodeLogging.configure(config.logging(), System.err);
        final RunningNode node = RunningNode.start(
                config,
                NodeId.of(nodeId),
                ManagementSettings.parse(http),
                links -> isTimingTokens ? timing(links) : links);
        final MemberLoop loop = new MemberLoop(nodeId);
        final ByteGroup group =
                switch (listener) {
                    case "actor" -> joinWithActor(node, loop);
                    case "thread" ->
                        joinWithCallback(node, loop, Executors.newSingleThreadExecutor(task -> {
                            final Thread thread = new Thread(task, "listener");
                            thread.setDaemon(true);
                            return thread;
                        }));
                    case "loop" -> joinWithCallback(node, loop, Runnable::run);
                    default -> throw new BenchFailure("--listener is " + listener + ", must be actor, thread or loop");
                };
        loop.obey(new TotemicGroup(group, loop), isTimingTokens ? rotationCommands(node) : Map.of());
        node.stop();
        return 0;
    }

    private Links timing(final Links links) {
        rotation = new RotationLinks(links);
        return rotation;
    }

    private Map<String, Runnable> rotationCommands(final RunningNode node) {
        final RingLoop ringLoop = RingLoop.of(node.system());
        return Map.of(
                "BEGIN-ROTATION", () -> ringLoop.execute(rotation::begin),
                "END-ROTATION", () -> ringLoop.execute(() -> tellRotation(rotation.end())));
    }

    private static void tellRotation(final Histogram histogram) {
        MemberLoop.tell("ROTATION " + histogram.getTotalCount() + " " + histogram.getMean() + " "
                + histogram.getValueAtPercentile(50) + " " + histogram.getValueAtPercentile(99));
    }

    private static ByteGroup joinWithActor(final RunningNode node, final MemberLoop loop) throws Exception {
        final ActorRef<Object> actor =
                node.system().systemActorOf(CountingListener.create(loop), "listener", Props.empty());
        final ByteGroup group = node.totemic()
                .joinBytes(GROUP, actor.<MemberEvent>narrow(), CountingListener.WINDOW_BYTES)
                .toCompletableFuture()
                .get(JOIN_LIMIT_S, TimeUnit.SECONDS);
        actor.tell(new CountingListener.Joined(group));
        return group;
    }

    private static ByteGroup joinWithCallback(final RunningNode node, final MemberLoop loop, final Executor executor)
            throws Exception {
        final CountingCallback callback = new CountingCallback(loop);
        final ByteGroup group = node.totemic()
                .joinBytes(GROUP, callback, executor, CountingListener.WINDOW_BYTES)
                .toCompletableFuture()
                .get(JOIN_LIMIT_S, TimeUnit.SECONDS);
        callback.joined(group);
        return group;
    }
}
