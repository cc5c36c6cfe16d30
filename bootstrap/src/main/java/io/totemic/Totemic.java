/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.ClusterConfig;
import io.totemic.config.IdleStrategy;
import io.totemic.config.NodeConfig;
import io.totemic.config.TransportConfig;
import io.totemic.cpg.Cpg;
import io.totemic.cpg.GroupEvent;
import io.totemic.cpg.core.GroupMember;
import io.totemic.membership.FileRingIdStore;
import io.totemic.protocol.NodeId;
import io.totemic.quorum.VoteQuorum;
import io.totemic.totem.link.AeronLinkSettings;
import io.totemic.totem.link.AeronLinks;
import io.totemic.totem.link.DataDestination;
import io.totemic.totem.link.Links;
import io.totemic.totem.loop.IdleChoice;
import io.totemic.totem.loop.RingLoop;
import io.totemic.totem.loop.RingLoopDispatcher;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.apache.pekko.actor.typed.Props;

/**
 * A Totemic node in an actor system.
 *
 * <pre>{@code
 * Totemic totemic = Totemic.get(system);
 * totemic.start(ClusterConfig.load(Path.of("corosync.conf")), NodeId.of(1))
 *     .thenCompose(done -> totemic.join("orders", listener))
 *     .thenCompose(group -> group.multicast(bytes));
 * }</pre>
 *
 * <p>One node in an actor system, started once. Safe from any thread; no future is completed on the ring loop.
 */
public final class Totemic implements Extension {

    /** The id of the extension. */
    public static final class Id extends ExtensionId<Totemic> {

        private static final Id INSTANCE = new Id();

        @Override
        public Totemic createExtension(final ActorSystem<?> system) {
            return new Totemic(system);
        }
    }

    private final ActorSystem<?> system;
    private final Executor callbacks;
    private final AtomicBoolean isStarted = new AtomicBoolean();
    private final CompletableFuture<NodeGuardian.Rooms> rooms = new CompletableFuture<>();
    private final CompletableFuture<Done> terminated = new CompletableFuture<>();
    private final AtomicInteger watchedListeners = new AtomicInteger();
    private volatile NodeProbe memberProbe = NodeProbe.NONE;

    private Totemic(final ActorSystem<?> system) {
        this.system = system;
        callbacks = system.executionContext();
    }

    /** The Totemic of this actor system, not started unless somebody did. */
    public static Totemic get(final ActorSystem<?> system) {
        return Id.INSTANCE.apply(system);
    }

    /**
     * Starts the node {@code self} of that cluster. Done when its link is up, which is before a ring is formed.
     *
     * <p>Fails with {@code PortTakenException} if the node's port is not free, with {@code UncheckedIOException} if its state
     * directory cannot be used, with {@code IllegalArgumentException} if it is not in the nodelist, and with {@code
     * IllegalStateException} if this was called before.
     */
    public CompletionStage<Done> start(final ClusterConfig config, final NodeId self) {
        return start(config, self, links -> links);
    }

    /**
     * The same, with something between the node and its links that watches or disturbs what they carry.
     *
     * @param around makes of the links what the node is given; called once, by a thread that may block
     */
    public CompletionStage<Done> start(
            final ClusterConfig config, final NodeId self, final UnaryOperator<Links> around) {
        return start(config, self, around, NodeProbe.NONE);
    }

    /**
     * The same, with somebody who watches.
     *
     * @param probe sees what happens on the ring of the node, and what its members of groups are told
     */
    public CompletionStage<Done> start(
            final ClusterConfig config, final NodeId self, final UnaryOperator<Links> around, final NodeProbe probe) {
        if (!isStarted.compareAndSet(false, true)) {
            return CompletableFuture.failedFuture(new IllegalStateException("the node is started once"));
        }
        memberProbe = probe;
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseClusterLeave(), "totemic-leave", this::leave);
        final Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
        blocking.execute(() -> {
            try {
                open(config, self, around, probe, blocking);
            } catch (final RuntimeException e) {
                rooms.completeExceptionally(e);
                terminated.completeExceptionally(e);
            }
        });
        return rooms.thenApply(started -> Done.getInstance());
    }

    private void open(
            final ClusterConfig config,
            final NodeId self,
            final UnaryOperator<Links> around,
            final NodeProbe probe,
            final Executor blocking) {
        final AeronLinkSettings linkSettings = linkSettings(config, self);
        final NodeSettings settings = NodeSettings.of(config, self, linkSettings.maxFrameBytes());
        final FileRingIdStore store = new FileRingIdStore(stateDirectory(config, self), self, blocking);
        final Links links = around.apply(new AeronLinks(linkSettings));
        final RingLoop loop = RingLoop.of(system);
        final Props onLoop = DispatcherSelector.fromConfig(RingLoopDispatcher.PATH);
        loop.execute(() -> {
            loop.lateTurnThresholdNs(settings.totem().tokenNs() / 5);
            loop.idle(idleChoice(config.transport().idleStrategy()));
        });
        final NodeRuntime runtime = new NodeRuntime(
                loop,
                links,
                store,
                System.currentTimeMillis(),
                duty -> loop.attach(duty, terminated::completeExceptionally),
                loop::detach,
                onLoop,
                callbacks,
                probe);
        system.systemActorOf(NodeGuardian.create(settings, runtime, rooms, terminated), "totemic-node", onLoop);
    }

    /** Leaves the ring and stops the node; done when its link is closed. Also done by CoordinatedShutdown. */
    public CompletionStage<Done> leave() {
        if (!isStarted.get() || rooms.isCompletedExceptionally() || terminated.isDone()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return request((started, left) -> started.guardian().tell(new NodeGuardian.Leave(left)));
    }

    /** Completed when the node has ended; exceptionally if it failed. */
    public CompletionStage<Done> whenTerminated() {
        return terminated.minimalCompletionStage();
    }

    /** What this node knows of the cluster now. */
    public CompletionStage<ClusterView> view() {
        return request((started, view) -> started.guardian().tell(new NodeGuardian.GetView(view)));
    }

    /**
     * Joins a group; done when the join was delivered here. The listener is told everything from its own join on, and when it
     * ends it leaves.
     *
     * @param group 1 to 128 bytes of UTF-8
     */
    public CompletionStage<Group> join(final String group, final ActorRef<GroupEvent> listener) {
        return rooms.thenCompose(started -> {
            final CompletableFuture<GroupMember> joined = new CompletableFuture<>();
            started.cpg().tell(new Cpg.Join(group, watched(group, listener), joined));
            return joined.thenApply(member -> new Group(group, member, started.cpg()));
        });
    }

    /** The listener, or what stands before it so that the probe sees what it is told. */
    private ActorRef<GroupEvent> watched(final String group, final ActorRef<GroupEvent> listener) {
        return memberProbe
                .member(group)
                .map(probe -> system.systemActorOf(
                        WatchedListener.create(listener, probe),
                        "totemic-watched-" + watchedListeners.incrementAndGet(),
                        Props.empty()))
                .orElse(listener);
    }

    /** Tells {@code subscriber} the verdict of the tally now, and each change of it until it ends. */
    public CompletionStage<Done> subscribeQuorum(final ActorRef<VoteQuorum.VerdictChanged> subscriber) {
        return rooms.thenApply(started -> {
            started.votequorum().tell(new VoteQuorum.Subscribe(subscriber));
            return Done.getInstance();
        });
    }

    /** Sends a request once the node has started; fails as the start did. */
    private <T> CompletionStage<T> request(final BiConsumer<NodeGuardian.Rooms, CompletableFuture<T>> send) {
        return rooms.thenCompose(started -> {
            final CompletableFuture<T> answer = new CompletableFuture<>();
            send.accept(started, answer);
            return answer;
        });
    }

    private static AeronLinkSettings linkSettings(final ClusterConfig config, final NodeId self) {
        final TreeMap<NodeId, String> addresses = new TreeMap<>();
        for (final NodeConfig node : config.nodeList().nodes()) {
            addresses.put(node.nodeId(), node.ringAddresses().get(0));
        }
        final int port = config.totem().mcastPort();
        final int netmtu = config.totem().netmtuBytes();
        // What a sender may send between two visits of any one member: two visits' frames and as many retransmissions.
        final int window = 4 * config.totem().maxMessages() * netmtu;
        final TransportConfig transport = config.transport();
        return new AeronLinkSettings(
                self,
                addresses,
                port,
                netmtu,
                window,
                switch (transport.dataDestination()) {
                    case MULTI_DESTINATION -> new DataDestination.MultiDestination();
                    // As Corosync's udp transport, which uses the port below as well.
                    case MULTICAST -> new DataDestination.Multicast(transport.multicastAddress(), port - 1);
                },
                transport.driverDirectory().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Path.of(transport.driverDirectory())));
    }

    private static Path stateDirectory(final ClusterConfig config, final NodeId self) {
        final String configured = config.system().stateDir();
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        final String fromService = System.getenv("STATE_DIRECTORY");
        return fromService != null && !fromService.isEmpty()
                ? Path.of(fromService)
                : Path.of("totemic-state", self.toString());
    }

    private static IdleChoice idleChoice(final IdleStrategy strategy) {
        return switch (strategy) {
            case YIELDING -> IdleChoice.YIELDING;
            case BACKOFF -> IdleChoice.BACKOFF;
            case PARKING -> IdleChoice.PARKING;
            case BUSY_SPIN -> IdleChoice.BUSY_SPIN;
        };
    }
}
