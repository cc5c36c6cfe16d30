/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.ByteGroup;
import io.totemic.benchmarks.BenchFailure;
import io.totemic.config.ClusterConfig;
import io.totemic.daemon.NodeLogging;
import io.totemic.daemon.RunningNode;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.MemberEvent;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A node of Totemic whose application is an actor, or a listener, that is told each message of a group. */
@Command(name = "compare-totemic", hidden = true, description = "A child of compare.")
public final class TotemicMemberCommand implements Callable<Integer> {

    private static final String GROUP = "compare";
    private static final long JOIN_LIMIT_S = 60;

    @Option(names = "--config", required = true, description = "The configuration.")
    private Path configFile;

    @Option(names = "--node-id", required = true, description = "Which node.")
    private int nodeId;

    @Option(names = "--http", required = true, description = "Where HTTP is served.")
    private String http;

    @Option(names = "--listener", required = true, description = "actor, thread or loop: what is told the messages.")
    private String listener;

    @Override
    public Integer call() throws Exception {
        final ClusterConfig config = ClusterConfig.load(configFile);
        NodeLogging.configure(config.logging(), System.err);
        final RunningNode node = RunningNode.start(config, NodeId.of(nodeId), ManagementSettings.parse(http));
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
        loop.obey(new TotemicGroup(group, loop));
        node.stop();
        return 0;
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
