/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import io.totemic.ByteGroup;
import io.totemic.config.ClusterConfig;
import io.totemic.daemon.ExitStatus;
import io.totemic.daemon.NodeLogging;
import io.totemic.daemon.NodeTrace;
import io.totemic.daemon.RunningNode;
import io.totemic.daemon.ShutdownSignal;
import io.totemic.daemon.StartFailure;
import io.totemic.management.ManagementSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A child of the demonstration: a node and one member of the group. Takes {@link DemoLine}s on standard input and writes them
 * to standard output; ends when its input does, so that it never outlives its parent.
 */
@Command(name = "demo-node", hidden = true, description = "A child of the demonstration.")
public final class DemoNodeCommand implements Callable<Integer> {

    private static final String GROUP = "demo";
    private static final long JOIN_DEADLINE_S = 30;
    private static final long SEND_DEADLINE_S = 20;
    private static final int ON_THEIR_WAY = 64;
    private static final long RETRY_PAUSE_NS = TimeUnit.MICROSECONDS.toNanos(500);

    @Option(names = "--config", required = true, description = "The configuration.")
    private Path configFile;

    @Option(names = "--node-id", required = true, description = "Which node.")
    private long nodeId;

    @Option(names = "--http", required = true, description = "Where HTTP is served.")
    private String http;

    @Option(names = "--trace", description = "Append to this file what the node does and is told.")
    private Path traceFile;

    @Override
    public Integer call() throws Exception {
        final AtomicReference<RunningNode> running = new AtomicReference<>();
        final AtomicReference<NodeTrace> trace = new AtomicReference<>();
        final ShutdownSignal signal = ShutdownSignal.watch(() -> {
            final RunningNode node = running.get();
            if (node != null) {
                node.stop();
                trace.get().close();
            }
            return ExitStatus.OK;
        });
        try {
            final ClusterConfig config = ClusterConfig.load(configFile);
            NodeLogging.configure(config.logging(), System.err);
            final NodeId self = NodeId.of(nodeId);
            trace.set(NodeTrace.open(traceFile, self, config));
            running.set(RunningNode.start(
                    config,
                    self,
                    ManagementSettings.parse(http),
                    links -> links,
                    trace.get().probe()));
            tell(DemoLine.of(DemoLine.UP, running.get().httpUrl()));
            serve(running.get());
        } catch (final StartFailure failure) {
            System.err.println(failure.getMessage());
            signal.disarm();
            return failure.exitStatus();
        }
        running.get().stop();
        trace.get().close();
        signal.disarm();
        return ExitStatus.OK;
    }

    private static void serve(final RunningNode node)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        final ActorRef<DemoListener.Command> listener =
                node.system().systemActorOf(DemoListener.create(DemoNodeCommand::tell), "listener", Props.empty());
        final ActorRef<MemberEvent> events = node.system()
                .systemActorOf(
                        Behaviors.receiveMessage(event -> {
                            listener.tell(new DemoListener.Happened(event));
                            return Behaviors.same();
                        }),
                        "events",
                        Props.empty());
        final ByteGroup group =
                node.totemic().joinBytes(GROUP, events).toCompletableFuture().get(JOIN_DEADLINE_S, TimeUnit.SECONDS);
        node.totemic()
                .view()
                .thenAccept(view -> listener.tell(new DemoListener.Found(DemoListener.ring(
                        view.membership().installedRingId(), view.membership().members(), view.verdict()))));
        tell(DemoLine.of(DemoLine.JOINED));
        final BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            final DemoLine command = DemoLine.parse(line).orElse(DemoLine.of("NOTHING"));
            if (command.word().equals(DemoLine.WRITE)) {
                write(group, command.number(0), command.number(1), command.number(2));
            } else if (command.word().equals(DemoLine.REPORT)) {
                listener.tell(new DemoListener.Report(command.number(0), command.nodes(1)));
            }
        }
    }

    /** Keeps some messages on their way to the node, so that it can pack them; what it refuses is sent again. */
    private static void write(final ByteGroup group, final int round, final int messages, final int pauseMicros)
            throws InterruptedException, ExecutionException, TimeoutException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(SEND_DEADLINE_S);
        final ArrayDeque<Handed> handed = new ArrayDeque<>();
        for (int number = 1; number <= messages; number++) {
            handed.add(Handed.to(group, new DemoMessage(round, number)));
            if (pauseMicros > 0) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros));
            }
            while (handed.size() >= ON_THEIR_WAY) {
                handed.remove().untilAccepted(group, deadlineNs);
            }
        }
        while (!handed.isEmpty()) {
            handed.remove().untilAccepted(group, deadlineNs);
        }
        Handed.to(group, new DemoMessage(round, DemoMessage.END)).untilAccepted(group, deadlineNs);
        tell(DemoLine.of(DemoLine.SENT, round));
    }

    /** A message that the node was given, and its answer. */
    private record Handed(DemoMessage message, CompletionStage<SendResult> result) {

        static Handed to(final ByteGroup group, final DemoMessage message) {
            return new Handed(message, group.multicast(message.payload()));
        }

        void untilAccepted(final ByteGroup group, final long deadlineNs)
                throws InterruptedException, ExecutionException, TimeoutException {
            CompletionStage<SendResult> latest = result;
            while (true) {
                final SendResult outcome = latest.toCompletableFuture().get(SEND_DEADLINE_S, TimeUnit.SECONDS);
                if (outcome.isAccepted()) {
                    return;
                }
                if (!(outcome instanceof SendResult.TryAgain) || System.nanoTime() - deadlineNs > 0) {
                    throw new DemoFailure("message " + message + " was not taken: " + outcome);
                }
                LockSupport.parkNanos(RETRY_PAUSE_NS);
                latest = group.multicast(message.payload());
            }
        }
    }

    private static void tell(final DemoLine line) {
        synchronized (System.out) {
            System.out.println(line);
            System.out.flush();
        }
    }
}
