/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import io.totemic.daemon.ExitStatus;
import io.totemic.daemon.ShutdownSignal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forms a ring of child processes on loopback, breaks it, mends it, and checks the promises on the way. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Forms a ring of nodes on 127.0.0.1, .2, ...; writes, kills a node, starts it again, and checks that all"
                        + " nodes deliver the same messages in the same order.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every claim was checked and held",
            "1:a claim did not hold, or the nodes could not be started",
            "130:ended by Ctrl-C before the end of the story"
        })
public final class DemoCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Option(names = "--nodes", defaultValue = "3", description = "How many nodes, 2..9; by default ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(names = "--messages", defaultValue = "1000", description = "Messages of each writer in a round.")
    private int messages;

    @Option(names = "--once", description = "End after the story instead of staying up.")
    private boolean isOnce;

    @Option(
            names = "--port",
            defaultValue = "5405",
            description = "UDP port of all nodes; by default ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--http-port",
            defaultValue = "7626",
            description = "HTTP port of node 1, the others follow; by default ${DEFAULT-VALUE}.")
    private int httpPort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        final DemoPlan plan;
        try {
            plan = new DemoPlan(nodes, port, httpPort, messages);
        } catch (final IllegalArgumentException outside) {
            throw new CommandLine.ParameterException(specification.commandLine(), outside.getMessage());
        }
        final List<String> obstacles = plan.obstacles();
        if (!obstacles.isEmpty()) {
            obstacles.forEach(obstacle -> System.err.println("totemic demo: " + obstacle));
            System.err.println("totemic demo: nothing was started; choose other ports with --port and --http-port");
            return ExitStatus.FAILED;
        }
        final DemoCluster cluster = new DemoCluster(plan);
        final CountDownLatch told = new CountDownLatch(1);
        final ShutdownSignal signal = ShutdownSignal.watch(() -> {
            cluster.close();
            return told.getCount() == 0 ? ExitStatus.OK : ExitStatus.INTERRUPTED;
        });
        try {
            return run(plan, cluster, told, signal);
        } finally {
            cluster.close();
        }
    }

    private int run(
            final DemoPlan plan, final DemoCluster cluster, final CountDownLatch told, final ShutdownSignal signal)
            throws IOException, InterruptedException {
        final Narrator narrator = new Narrator(System.out);
        try {
            narrator.title(String.format(
                    "Totemic demo: %d nodes on %s to %s, UDP port %d, encrypted with a key of their own, token timeout 1000 ms",
                    plan.nodeCount(), DemoPlan.address(1), DemoPlan.address(plan.nodeCount()), plan.port()));
            new DemoStory(plan, cluster, narrator).tell();
            narrator.say("every claim was checked and held");
            told.countDown();
            if (!isOnce) {
                stayUp(plan, cluster, narrator);
            }
            if (!cluster.end()) {
                throw new DemoFailure("a node did not leave the ring and end by itself");
            }
            narrator.say("all nodes left the ring and ended");
            return signal.disarm() ? ExitStatus.OK : awaitSignal();
        } catch (final DemoFailure failure) {
            if (!signal.disarm()) {
                return awaitSignal();
            }
            narrator.say("FAILED: %s", failure.getMessage());
            System.err.println("totemic demo: failed: " + failure.getMessage());
            return ExitStatus.FAILED;
        }
    }

    private static void stayUp(final DemoPlan plan, final DemoCluster cluster, final Narrator narrator)
            throws InterruptedException {
        narrator.say("the ring stays up until Ctrl-C:");
        for (final DemoChild child : cluster.children()) {
            narrator.detail(
                    "%s  http://%s/cluster/members",
                    child.name(), plan.http(child.node()).address());
        }
        cluster.watch();
    }

    /** A signal ends the process; its thread decides about the status. */
    private static int awaitSignal() throws InterruptedException {
        new CountDownLatch(1).await();
        return ExitStatus.INTERRUPTED;
    }
}
