/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.lock;

import io.totemic.TotemicNode;
import io.totemic.lock.DistributedLock.Acquire;
import io.totemic.lock.DistributedLock.Answered;
import io.totemic.lock.DistributedLock.ClientEnded;
import io.totemic.lock.DistributedLock.Command;
import io.totemic.lock.DistributedLock.Compare;
import io.totemic.lock.DistributedLock.DelayKnown;
import io.totemic.lock.DistributedLock.Event;
import io.totemic.lock.DistributedLock.Granted;
import io.totemic.lock.DistributedLock.Lost;
import io.totemic.lock.DistributedLock.Release;
import io.totemic.lock.DistributedLock.Released;
import io.totemic.lock.DistributedLock.Settled;
import io.totemic.lock.DistributedLock.State;
import io.totemic.lock.DistributedLock.Suspended;
import io.totemic.lock.DistributedLock.VerdictTold;
import io.totemic.lock.DistributedLock.Viewed;
import io.totemic.lock.core.LockEffect;
import io.totemic.lock.core.LockState;
import io.totemic.lock.core.Owner;
import io.totemic.lock.core.Wishes;
import io.totemic.protocol.Effects;
import io.totemic.quorum.VoteQuorum;
import io.totemic.replicated.Place;
import io.totemic.replicated.ReplicatedStateMachine;
import io.totemic.replicated.ReplicatedStateMachine.Answer;
import io.totemic.replicated.ReplicatedStateMachine.Done;
import io.totemic.replicated.ReplicatedStateMachine.Execute;
import io.totemic.replicated.ReplicatedStateMachine.Subscribe;
import io.totemic.replicated.ReplicatedStateMachine.View;
import io.totemic.replicated.ReplicationSettings;
import io.totemic.replicated.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The lock of one node: a replica of its state, and {@link Wishes}. What the replica says counts only while the tally says that this is
 * the quorate ring which the replica speaks of: the tally hears first that a ring has ended.
 */
final class LockActor extends AbstractBehavior<Command> implements LockEffect.Handler {

    private static final Duration COMPARE_AGAIN_AFTER = Duration.ofMillis(100);

    private final TimerScheduler<Command> timers;
    private final ActorRef<ReplicatedStateMachine.Command<LockState, LockMachine.Change, Boolean>> replica;
    private final Wishes wishes = new Wishes();
    private final Effects<LockEffect> effects = new Effects<>();
    private final TreeMap<Long, ActorRef<Event>> owners = new TreeMap<>();
    private final List<ActorRef<State>> subscribers = new ArrayList<>();
    private State known = new State(Role.SUSPENDED, null, 0);
    private View<LockState> view;
    private VoteQuorum.VerdictChanged verdict;
    private Duration handOverDelay;
    private boolean isInForce;

    static Behavior<Command> create(final TotemicNode node, final String name) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new LockActor(context, timers, node, name)));
    }

    @SuppressWarnings("unchecked") // an adapter is made for a class, and classes know no parameters
    private LockActor(
            final ActorContext<Command> context,
            final TimerScheduler<Command> timers,
            final TotemicNode node,
            final String name) {
        super(context);
        this.timers = timers;
        replica = context.spawn(
                ReplicatedStateMachine.create(
                        node,
                        DistributedLock.GROUP_PREFIX + name,
                        new LockMachine(),
                        ReplicationSettings.of(LockMachine.CHANGES, LockMachine.STATES)),
                "replica");
        // A lock without its replica ends, and its owners with it if they watch it.
        context.watch(replica);
        replica.tell(
                new Subscribe<>(context.messageAdapter((Class<View<LockState>>) (Class<?>) View.class, Viewed::new)));
        node.subscribeQuorum(context.messageAdapter(VoteQuorum.VerdictChanged.class, VerdictTold::new));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Acquire.class, this::onAcquire)
                .onMessage(Release.class, m -> release(m.owner()))
                .onMessage(Viewed.class, m -> {
                    view = m.view();
                    return onNews();
                })
                .onMessage(VerdictTold.class, m -> {
                    verdict = m.verdict();
                    return onNews();
                })
                .onMessage(DelayKnown.class, m -> {
                    handOverDelay = m.delay();
                    awaitSettled();
                    return this;
                })
                .onMessage(DistributedLock.Subscribe.class, m -> {
                    subscribers.add(m.subscriber());
                    getContext().watchWith(m.subscriber(), new ClientEnded(m.subscriber()));
                    m.subscriber().tell(known);
                    return this;
                })
                .onMessage(ClientEnded.class, m -> {
                    subscribers.removeIf(m.client()::equals);
                    return release(m.client());
                })
                .onMessage(Settled.class, m -> {
                    wishes.onSettled(effects);
                    return applied();
                })
                .onMessage(Compare.class, m -> {
                    wishes.compare(effects);
                    return applied();
                })
                .onMessage(Answered.class, m -> {
                    wishes.onAnswered(m.wish(), m.isDone(), effects);
                    return applied();
                })
                .build();
    }

    private Behavior<Command> applied() {
        effects.drainTo(effect -> effect.applyTo(this));
        return this;
    }

    private Behavior<Command> onAcquire(final Acquire acquire) {
        if (!owners.containsValue(acquire.owner())) {
            getContext().watchWith(acquire.owner(), new ClientEnded(acquire.owner()));
            final long wish = wishes.onAcquire(effects);
            owners.put(wish, acquire.owner());
        }
        return applied();
    }

    private Behavior<Command> release(final ActorRef<?> owner) {
        for (final Map.Entry<Long, ActorRef<Event>> entry : owners.entrySet()) {
            if (entry.getValue().equals(owner)) {
                wishes.onRelease(entry.getKey(), effects);
            }
        }
        return applied();
    }

    private Behavior<Command> onNews() {
        final boolean isSameRing = view != null
                && verdict != null
                && verdict.verdict().isQuorate()
                && verdict.ringId().equals(view.ring());
        if (isSameRing && view.isServing()) {
            if (!isInForce) {
                isInForce = true;
                awaitSettled();
            }
            wishes.onState(view.state(), view.self(), effects);
        } else {
            isInForce = false;
            timers.cancel(Settled.class);
            if (isSameRing && view.role() == Role.CATCHING_UP) {
                wishes.onAgreeing();
            } else {
                wishes.onSuspended(effects);
            }
        }
        publish(isSameRing);
        return applied();
    }

    private void publish(final boolean isSameRing) {
        if (view == null) {
            return;
        }
        final boolean isOutdated = view.isServing() && !isSameRing;
        final List<Owner> queue = view.state().queue();
        final State now = new State(
                isOutdated ? Role.SUSPENDED : view.role(),
                queue.isEmpty() ? null : queue.get(0).replica().node(),
                Math.max(0, queue.size() - 1));
        if (!now.equals(known)) {
            known = now;
            subscribers.forEach(subscriber -> subscriber.tell(known));
        }
    }

    /** Whoever has lost the lock has lost it when the members agreed last, so the delay is counted from there. */
    private void awaitSettled() {
        if (isInForce && handOverDelay != null) {
            timers.startSingleTimer(Settled.class, new Settled(), handOverDelay);
        }
    }

    @Override
    public void ask(final LockEffect.Ask effect) {
        final ActorRef<Command> self = getContext().getSelf();
        final ActorRef<Answer<Boolean>> client = getContext().spawnAnonymous(Behaviors.receiveMessage(answer -> {
            self.tell(new Answered(effect.wish(), answer instanceof Done<Boolean>));
            return Behaviors.stopped();
        }));
        replica.tell(new Execute<>(new LockMachine.Change(effect.request(), effect.wish()), client));
    }

    @Override
    public void compareLater(final LockEffect.CompareLater effect) {
        timers.startSingleTimer(Compare.class, new Compare(), COMPARE_AGAIN_AFTER);
    }

    @Override
    public void tellGranted(final LockEffect.TellGranted effect) {
        owners.get(effect.wish())
                .tell(new Granted(
                        new Place(effect.token().life(), effect.token().index())));
    }

    @Override
    public void tellSuspended(final LockEffect.TellSuspended effect) {
        owners.get(effect.wish()).tell(new Suspended());
    }

    @Override
    public void tellLost(final LockEffect.TellLost effect) {
        owners.remove(effect.wish()).tell(new Lost());
    }

    @Override
    public void tellReleased(final LockEffect.TellReleased effect) {
        owners.remove(effect.wish()).tell(new Released());
    }
}
