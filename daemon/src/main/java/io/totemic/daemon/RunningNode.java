/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.totemic.NodeProbe;
import io.totemic.StateDirectory;
import io.totemic.Totemic;
import io.totemic.TotemicSettings;
import io.totemic.config.ClusterConfig;
import io.totemic.management.ManagementServer;
import io.totemic.management.ManagementSettings;
import io.totemic.management.NodeAddresses;
import io.totemic.protocol.NodeId;
import io.totemic.totem.link.Links;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A node with its actor system and its HTTP server, in this process. */
public final class RunningNode {

    private static final long START_DEADLINE_S = 30;
    private static final long STOP_DEADLINE_S = 10;

    private final ActorSystem<Void> system;
    private final Totemic totemic;
    private final InetSocketAddress httpAddress;

    private RunningNode(final ActorSystem<Void> system, final Totemic totemic, final InetSocketAddress httpAddress) {
        this.system = system;
        this.totemic = totemic;
        this.httpAddress = httpAddress;
    }

    /**
     * Starts the node, then its HTTP server; returns when both are up. Until then there may be a ring already.
     *
     * @param config of the cluster
     * @param self which node of it this is
     * @param http where HTTP is served
     * @throws StartFailure if one of them cannot be started; nothing is left running then
     */
    public static RunningNode start(final ClusterConfig config, final NodeId self, final ManagementSettings http)
            throws StartFailure {
        return start(config, self, http, links -> links);
    }

    /**
     * The same, with something between the node and its links that watches or disturbs what they carry.
     *
     * @param around makes of the links what the node is given
     * @throws StartFailure if the node or its HTTP server cannot be started; nothing is left running then
     */
    public static RunningNode start(
            final ClusterConfig config,
            final NodeId self,
            final ManagementSettings http,
            final UnaryOperator<Links> around)
            throws StartFailure {
        return start(config, self, http, around, NodeProbe.NONE);
    }

    /**
     * The same, with somebody who watches.
     *
     * @param probe sees what happens on the ring of the node, and what its members of groups are told
     * @throws StartFailure if the node or its HTTP server cannot be started; nothing is left running then
     */
    public static RunningNode start(
            final ClusterConfig config,
            final NodeId self,
            final ManagementSettings http,
            final UnaryOperator<Links> around,
            final NodeProbe probe)
            throws StartFailure {
        final ClassLoader loader = new PekkoManifests(RunningNode.class.getClassLoader());
        final ActorSystem<Void> system = ActorSystem.create(
                Behaviors.empty(),
                "totemic",
                BootstrapSetup.create(systemConfig(loader)).withClassloader(loader));
        try {
            final Totemic totemic = Totemic.get(system);
            final ManagementServer server = new ManagementServer(
                    system, totemic::view, totemic.quorum(), totemic.keys(), NodeAddresses.of(config), http);
            // A node that cannot serve HTTP must not have been in the ring for a moment. But serving it takes a third
            // of the
            // way to a ring, so only its port is tried before.
            server.tryPort();
            completed(totemic.start(TotemicSettings.of(config, self), around, probe), START_DEADLINE_S);
            final InetSocketAddress httpAddress = completed(server.start(), START_DEADLINE_S);
            CoordinatedShutdown.get(system)
                    .addTask(CoordinatedShutdown.PhaseServiceUnbind(), "totemic-http", server::stop);
            final RekeyDesk desk = new RekeyDesk(
                    new RekeyFiles(StateDirectory.of(config, self)),
                    totemic.keys(),
                    config.protection().key());
            CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseServiceUnbind(), "totemic-rekey", () -> {
                desk.close();
                return CompletableFuture.completedFuture(Done.getInstance());
            });
            return new RunningNode(system, totemic, httpAddress);
        } catch (final Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            stop(system);
            throw StartFailure.of(failure);
        }
    }

    /** The extension, to join groups with. */
    public Totemic totemic() {
        return totemic;
    }

    /** The actor system, to spawn listeners in. */
    public ActorSystem<Void> system() {
        return system;
    }

    /** Where HTTP is served, as {@code http://HOST:PORT}. */
    public String httpUrl() {
        final String host = httpAddress.getAddress().getHostAddress();
        return "http://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + httpAddress.getPort();
    }

    /**
     * Waits until the node has ended.
     *
     * @throws StartFailure with status 15 if it ended because it failed
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitEnd() throws StartFailure, InterruptedException {
        try {
            totemic.whenTerminated().toCompletableFuture().get();
        } catch (final ExecutionException failed) {
            throw new StartFailure(
                    ExitStatus.FATAL, "FATAL: the node has failed and left the ring: " + failed.getCause());
        }
    }

    /** Leaves the ring and ends everything; returns after ten seconds at the latest. Safe to call twice. */
    public void stop() {
        stop(system);
    }

    private static void stop(final ActorSystem<Void> system) {
        try {
            completed(CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.jvmExitReason()), STOP_DEADLINE_S);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException | TimeoutException unfinished) {
            system.log().warn("The shutdown was not completed: {}", unfinished.toString());
        }
    }

    private static <T> T completed(final CompletionStage<T> stage, final long deadlineS)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(deadlineS, TimeUnit.SECONDS);
    }

    /** By the loader of the actor system: for another one the defaults would be parsed again. */
    private static Config systemConfig(final ClassLoader loader) {
        return ConfigFactory.parseResources(loader, "totemic-daemon.conf").withFallback(ConfigFactory.load(loader));
    }
}
