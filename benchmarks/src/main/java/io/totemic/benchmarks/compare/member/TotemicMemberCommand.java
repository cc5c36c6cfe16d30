/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.ByteGroup;
import io.totemic.config.ClusterConfig;
import io.totemic.daemon.NodeLogging;
import io.totemic.daemon.RunningNode;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.MemberEvent;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A node of Totemic whose application is an actor that is told each message of a group. */
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

    @Override
    public Integer call() throws Exception {
        final ClusterConfig config = ClusterConfig.load(configFile);
        NodeLogging.configure(config.logging(), System.err);
        final RunningNode node = RunningNode.start(config, NodeId.of(nodeId), ManagementSettings.parse(http));
        final MemberLoop loop = new MemberLoop(nodeId);
        final ActorRef<Object> listener =
                node.system().systemActorOf(CountingListener.create(loop), "listener", Props.empty());
        final ByteGroup group = node.totemic()
                .joinBytes(GROUP, listener.<MemberEvent>narrow(), CountingListener.WINDOW_BYTES)
                .toCompletableFuture()
                .get(JOIN_LIMIT_S, TimeUnit.SECONDS);
        listener.tell(new CountingListener.Joined(group));
        loop.obey(new TotemicGroup(group, loop));
        node.stop();
        return 0;
    }
}
