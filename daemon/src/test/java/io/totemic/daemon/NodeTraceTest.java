/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.ByteGroup;
import io.totemic.config.ClusterConfig;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.simulation.check.Trace;
import io.totemic.simulation.trace.RecordedRun;
import io.totemic.simulation.trace.TraceCheck;
import io.totemic.simulation.trace.TraceReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node on loopback that records itself. */
final class NodeTraceTest {

    private static final NodeId SELF = LoneNode.SELF;
    private static final long DEADLINE_S = 60;

    @TempDir
    private Path directory;

    @Test
    void shouldRecordTwoIncarnationsThatCanBeChecked() throws Exception {
        final Path file = directory.resolve("node.trace");
        final ClusterConfig config = LoneNode.config(directory, LoneNode.freeUdpPort());
        runOnce(config, file);
        runOnce(config, file);

        final RecordedRun run = TraceReader.read(List.of(file));

        assertThat(run.cluster()).isEqualTo(LoneNode.CLUSTER);
        assertThat(run.notes()).isEmpty();
        assertThat(TraceCheck.violations(run)).isEmpty();
        assertThat(run.ring().ringProcesses())
                .containsExactly(new Trace.ProcessId(SELF, 1), new Trace.ProcessId(SELF, 2));
        final Trace group = run.groups().get("a group");
        for (final Trace.ProcessId process : group.ringProcesses()) {
            assertThat(group.eventsOf(process)).hasAtLeastOneElementOfType(Trace.ViewChanged.class);
            assertThat(group.eventsOf(process)).hasAtLeastOneElementOfType(Trace.Delivered.class);
            assertThat(group.ringEventsOf(process)).hasAtLeastOneElementOfType(Trace.FrameOriginated.class);
            assertThat(group.ringEventsOf(process)).hasAtLeastOneElementOfType(Trace.FrameDelivered.class);
            assertThat(group.ringEventsOf(process)).hasAtLeastOneElementOfType(Trace.TokenAccepted.class);
            assertThat(group.ringEventsOf(process)).hasAtLeastOneElementOfType(Trace.StateEntered.class);
        }
    }

    @Test
    void shouldRefuseAFileThatCannotBeWritten() throws Exception {
        final ClusterConfig config = LoneNode.config(directory, LoneNode.freeUdpPort());

        assertThatThrownBy(() -> NodeTrace.open(directory.resolve("no/such/folder"), SELF, config))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("the trace cannot be written: ");
    }

    /** Starts the node, waits until a member of a group was told its own message, and ends the node. */
    private static void runOnce(final ClusterConfig config, final Path file) throws Exception {
        try (NodeTrace trace = NodeTrace.open(file, SELF, config)) {
            final RunningNode node = RunningNode.start(
                    config, SELF, ManagementSettings.at("127.0.0.1", 0), links -> links, trace.probe());
            try {
                final CompletableFuture<MemberEvent> told = new CompletableFuture<>();
                final ActorRef<MemberEvent> listener =
                        node.system().systemActorOf(firstMessage(told), "listener", Props.empty());
                final ByteGroup group = node.totemic()
                        .joinBytes("a group", listener)
                        .toCompletableFuture()
                        .get(DEADLINE_S, TimeUnit.SECONDS);
                group.multicast("hello".getBytes(StandardCharsets.UTF_8))
                        .toCompletableFuture()
                        .get(DEADLINE_S, TimeUnit.SECONDS);
                told.get(DEADLINE_S, TimeUnit.SECONDS);
            } finally {
                node.stop();
            }
        }
    }

    private static Behavior<MemberEvent> firstMessage(final CompletableFuture<MemberEvent> told) {
        return Behaviors.receiveMessage(event -> {
            if (event instanceof MemberEvent.Delivered) {
                told.complete(event);
            }
            return Behaviors.same();
        });
    }
}
