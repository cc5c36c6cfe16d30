/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.totemic.config.ClusterConfig;
import io.totemic.config.IdleStrategy;
import io.totemic.config.ProtectionConfig;
import io.totemic.cpg.core.CpgCounters;
import io.totemic.membership.FileRingIdStore;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.MemberListener;
import io.totemic.quorum.FileExpectedVotesStore;
import io.totemic.quorum.VoteQuorum;
import io.totemic.totem.keys.FileKeyStore;
import io.totemic.totem.link.AeronLinkSettings;
import io.totemic.totem.link.AeronLinks;
import io.totemic.totem.link.Links;
import io.totemic.totem.loop.IdleChoice;
import io.totemic.totem.loop.RingLoop;
import io.totemic.totem.loop.RingLoopDispatcher;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.apache.pekko.actor.typed.ExtensionSetup;
import org.apache.pekko.actor.typed.Props;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Totemic node in an actor system.
 *
 * <pre>{@code
 * Totemic totemic = Totemic.get(system);
 * totemic.start(ClusterConfig.load(Path.of("corosync.conf")), NodeId.of(1))
 *     .thenCompose(done -> totemic.join("orders", Order.class, listener))
 *     .thenCompose(group -> group.multicast(new Order(4711)));
 * }</pre>
 *
 * <p>One node in an actor system, started once. Safe from any thread; no future is completed on the ring loop.
 */
public final class Totemic implements Extension, TotemicNode, ApplicationSide {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");

    /** 1 January 2026: ring ids of new clusters begin at the time since then. */
    private static final long FIRST_DAY_MS = 1_767_225_600_000L;

    /** The id of the extension. */
    public static final class Id extends ExtensionId<Totemic> {

        private static final Id INSTANCE = new Id();

        @Override
        public Totemic createExtension(final ActorSystem<?> system) {
            return new Totemic(system);
        }
    }

    /**
     * Gives an actor system, when it is created, a node that runs already. {@link Totemic#get} then answers with that one, and
     * {@link Totemic#start} starts nothing: it is done when that node is.
     */
    public static final class Setup extends ExtensionSetup<Totemic> {

        /**
         * With the node {@code self}.
         *
         * @param rooms completed when it has started
         * @param terminated completed when it has ended
         */
        public Setup(
                final NodeId self,
                final CompletableFuture<NodeGuardian.Rooms> rooms,
                final CompletableFuture<Done> terminated) {
            super(Id.INSTANCE, system -> new Totemic(system, self, rooms, terminated));
        }
    }

    private final ActorSystem<?> system;
    private final Executor callbacks;
    private final boolean isGiven;
    private final AtomicReference<NodeId> startedAs;
    private final CompletableFuture<NodeGuardian.Rooms> rooms;
    private final CompletableFuture<Done> terminated;
    private final TotemicNode node;
    private final AtomicInteger spawned = new AtomicInteger();
    private volatile NodeProbe memberProbe = NodeProbe.NONE;

    private Totemic(final ActorSystem<?> system) {
        this(system, null, new CompletableFuture<>(), new CompletableFuture<>());
    }

    private Totemic(
            final ActorSystem<?> system,
            final NodeId given,
            final CompletableFuture<NodeGuardian.Rooms> rooms,
            final CompletableFuture<Done> terminated) {
        this.system = system;
        this.rooms = rooms;
        this.terminated = terminated;
        isGiven = given != null;
        startedAs = new AtomicReference<>(given);
        callbacks = system.executionContext();
        node = new NodeOverRooms(this::self, rooms, terminated, this);
    }

    /** The Totemic of this actor system, not started unless somebody did. */
    public static Totemic get(final ActorSystem<?> system) {
        return Id.INSTANCE.apply(system);
    }

    /**
     * Starts the node that the actor system is configured with under {@code totemic}; see {@link TotemicSettings#of(Config)}, whose
     * exceptions the result fails with, and {@link #start(TotemicSettings)}.
     */
    public CompletionStage<Done> start() {
        if (isGiven) {
            return rooms.thenApply(started -> Done.getInstance());
        }
        try {
            return start(TotemicSettings.of(system.settings().config()));
        } catch (final ConfigException | io.totemic.config.ConfigException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Starts the node {@code self} of that cluster, with default limits; see {@link #start(TotemicSettings)}. */
    public CompletionStage<Done> start(final ClusterConfig cluster, final NodeId self) {
        return start(TotemicSettings.of(cluster, self));
    }

    /**
     * Starts the node. Done when its link is up, which is before a ring is formed.
     *
     * <p>Fails with {@code io.totemic.config.ConfigException} if frames are to be encrypted and the key cannot be read, with {@code
     * PortTakenException} if the node's port is not free, with {@code UncheckedIOException} if its state
     * directory cannot be used, with {@code IllegalArgumentException} if it is not in the nodelist, and with {@code
     * IllegalStateException} if this was called before.
     */
    public CompletionStage<Done> start(final TotemicSettings settings) {
        return start(settings, links -> links, NodeProbe.NONE);
    }

    /**
     * The same, with something between the node and its links that watches or disturbs what they carry, and with somebody who watches.
     *
     * @param around makes of the links what the node is given; called once, by a thread that may block
     * @param probe sees what happens on the ring of the node, and what its members of groups are told
     */
    public CompletionStage<Done> start(
            final TotemicSettings settings, final UnaryOperator<Links> around, final NodeProbe probe) {
        if (isGiven) {
            return rooms.thenApply(started -> Done.getInstance());
        }
        if (!startedAs.compareAndSet(null, settings.self())) {
            return CompletableFuture.failedFuture(new IllegalStateException("the node is started once"));
        }
        memberProbe = probe;
        CoordinatedShutdown.get(system).addTask(CoordinatedShutdown.PhaseClusterLeave(), "totemic-leave", this::leave);
        final Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
        blocking.execute(() -> {
            try {
                open(settings, around, probe, blocking);
            } catch (final RuntimeException e) {
                rooms.completeExceptionally(e);
                terminated.completeExceptionally(e);
            }
        });
        return rooms.thenApply(started -> Done.getInstance());
    }

    private void open(
            final TotemicSettings totemic,
            final UnaryOperator<Links> around,
            final NodeProbe probe,
            final Executor blocking) {
        final ClusterConfig config = totemic.cluster();
        final NodeId self = totemic.self();
        TotemSettingsLog.log(config.totem());
        final AeronLinkSettings linkSettings = LinkSettings.of(config, self);
        final FileRingIdStore store = new FileRingIdStore(
                StateDirectory.of(config, self), self, blocking, () -> System.currentTimeMillis() - FIRST_DAY_MS);
        final FileKeyStore keyStore = new FileKeyStore(
                StateDirectory.of(config, self), config.protection().key(), blocking);
        final NodeSettings settings = protect(
                NodeSettings.of(config, self, linkSettings.maxFrameBytes()).with(totemic.groups()),
                config.protection(),
                keyStore);
        final Links links = around.apply(new AeronLinks(linkSettings));
        final RingLoop loop = RingLoop.of(system);
        final Props onLoop = DispatcherSelector.fromConfig(RingLoopDispatcher.PATH);
        loop.execute(() -> {
            loop.lateTurnThresholdNs(settings.totem().tokenNs() / 5);
            loop.idle(idleChoice(config.transport().idleStrategy()));
        });
        // Asks the kernel, which answers at once.
        final SecureRandom secure = new SecureRandom();
        final NodeRuntime runtime = new NodeRuntime(
                loop,
                links,
                store,
                new FileExpectedVotesStore(StateDirectory.of(config, self), blocking),
                keyStore,
                new SplittableRandom()::nextLong,
                secure.nextLong(),
                secure::nextLong,
                duty -> loop.attach(duty, terminated::completeExceptionally),
                loop::detach,
                onLoop,
                loop.atEndOfTurn(callbacks),
                probe);
        system.systemActorOf(NodeGuardian.create(settings, runtime, rooms, terminated), "totemic-node", onLoop);
    }

    private static NodeSettings protect(
            final NodeSettings settings, final ProtectionConfig protection, final FileKeyStore store) {
        if (!protection.isOn()) {
            TOTEM.warn("Frames travel in the clear (totem.secauth: off): whoever can send to this node can do anything"
                    + " to the cluster");
            return settings;
        }
        final List<ClusterKey> keys = FileKeyStore.keys(protection.key());
        TOTEM.info(
                "Frames are encrypted with {} ({}), {} from {}",
                protection.suite().title(),
                protection.model().name().toLowerCase(Locale.ROOT),
                keys,
                protection.key());
        return settings.with(new NodeSettings.Protection(keys, store.load(), protection.suite(), protection.model()));
    }

    @Override
    public NodeId self() {
        final NodeId self = startedAs.get();
        if (self == null) {
            throw new IllegalStateException("the node is not started");
        }
        return self;
    }

    /** Also done by CoordinatedShutdown. */
    @Override
    public CompletionStage<Done> leave() {
        return startedAs.get() == null ? CompletableFuture.completedFuture(Done.getInstance()) : node.leave();
    }

    @Override
    public CompletionStage<Done> whenTerminated() {
        return node.whenTerminated();
    }

    @Override
    public CompletionStage<Duration> separation() {
        return node.separation();
    }

    @Override
    public CompletionStage<ClusterView> view() {
        return node.view();
    }

    @Override
    public <T> CompletionStage<Group<T>> join(
            final String group, final PayloadCodec<T> codec, final ActorRef<GroupEvent<T>> listener) {
        // By our own joinBytes, so that a probe sees what the member is told.
        return TypedMembership.join(this, this, group, codec, listener);
    }

    @Override
    public <T> PayloadCodec<T> codecOf(final Class<T> type) {
        return node.codecOf(type);
    }

    @Override
    public ActorSystem<?> system() {
        return system;
    }

    @Override
    public <M> ActorRef<M> spawn(final Behavior<M> behavior, final String name) {
        return system.systemActorOf(behavior, name + "-" + spawned.incrementAndGet(), Props.empty());
    }

    @Override
    public CompletionStage<ByteGroup> joinBytes(
            final String group, final ActorRef<MemberEvent> listener, final long windowBytes) {
        return node.joinBytes(group, watched(group, listener), windowBytes);
    }

    @Override
    public CompletionStage<ByteGroup> joinBytes(
            final String group, final MemberListener listener, final Executor executor, final long windowBytes) {
        final MemberListener watched = memberProbe
                .member(group)
                .map(probe -> (MemberListener) events -> {
                    events.forEach(probe);
                    listener.onEvents(events);
                })
                .orElse(listener);
        return node.joinBytes(group, watched, executor, windowBytes);
    }

    @Override
    public CompletionStage<SortedMap<String, List<GroupMember>>> groups() {
        return node.groups();
    }

    @Override
    public CompletionStage<CpgCounters> groupCounters() {
        return node.groupCounters();
    }

    /** The listener, or what stands before it so that the probe sees what it is told. */
    private ActorRef<MemberEvent> watched(final String group, final ActorRef<MemberEvent> listener) {
        return memberProbe
                .member(group)
                .map(probe -> spawn(WatchedListener.create(listener, probe), "totemic-watched"))
                .orElse(listener);
    }

    @Override
    public Quorum quorum() {
        return node.quorum();
    }

    @Override
    public Keys keys() {
        return node.keys();
    }

    @Override
    public CompletionStage<Done> subscribeQuorum(final ActorRef<VoteQuorum.VerdictChanged> subscriber) {
        return node.subscribeQuorum(subscriber);
    }

    private static IdleChoice idleChoice(final IdleStrategy strategy) {
        return switch (strategy) {
            case YIELDING -> IdleChoice.YIELDING;
            case WAITING -> IdleChoice.WAITING;
            case BACKOFF -> IdleChoice.BACKOFF;
            case PARKING -> IdleChoice.PARKING;
            case BUSY_SPIN -> IdleChoice.BUSY_SPIN;
        };
    }
}
