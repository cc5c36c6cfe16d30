/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.singleton;

import io.totemic.lock.DistributedLock;
import io.totemic.protocol.Effects;
import io.totemic.replicated.Place;
import io.totemic.replicated.Role;
import io.totemic.singleton.ClusterSingleton.Command;
import io.totemic.singleton.ClusterSingleton.GetStatus;
import io.totemic.singleton.ClusterSingleton.HandOver;
import io.totemic.singleton.ClusterSingleton.InLineAgain;
import io.totemic.singleton.ClusterSingleton.InstanceEnded;
import io.totemic.singleton.ClusterSingleton.LockChanged;
import io.totemic.singleton.ClusterSingleton.LockTold;
import io.totemic.singleton.ClusterSingleton.Status;
import io.totemic.singleton.ClusterSingleton.Tell;
import io.totemic.singleton.core.Instance;
import io.totemic.singleton.core.InstanceEffect;
import java.time.Duration;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Wants the lock of the singleton on one node, and runs the instance while it has it: does what {@link Instance} wants done. */
final class SingletonActor<M> extends AbstractBehavior<Command<M>> {

    private static final Duration IN_LINE_AGAIN_AFTER = Duration.ofSeconds(1);

    private final ActorRef<DistributedLock.Command> lock;
    private final ActorRef<DistributedLock.Event> owner;
    private final Function<Place, Behavior<M>> behavior;
    private final Instance<Place> core = new Instance<>();
    private final Effects<InstanceEffect<Place>> effects = new Effects<>();
    private ActorRef<M> instance;
    private Place token = Place.NONE;
    private long droppedMessages;
    private DistributedLock.State lockState = new DistributedLock.State(Role.SUSPENDED, null, 0);
    private boolean isOver;

    SingletonActor(
            final ActorContext<Command<M>> context,
            final Behavior<DistributedLock.Command> lock,
            final Function<Place, Behavior<M>> behavior) {
        super(context);
        this.behavior = behavior;
        this.lock = context.spawn(lock, "lock");
        // The instance must not go on without its lock: we end with it.
        context.watch(this.lock);
        owner = context.messageAdapter(DistributedLock.Event.class, LockTold::new);
        this.lock.tell(
                new DistributedLock.Subscribe(context.messageAdapter(DistributedLock.State.class, LockChanged::new)));
        this.lock.tell(new DistributedLock.Acquire(owner));
    }

    @Override
    public Receive<Command<M>> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onMessage).build();
    }

    private Behavior<Command<M>> onMessage(final Command<M> message) {
        if (message instanceof Tell<M> tell) {
            onTell(tell.message());
        } else if (message instanceof LockTold<M> told) {
            onLock(told.event());
        } else if (message instanceof LockChanged<M> changed) {
            lockState = changed.state();
        } else if (message instanceof InstanceEnded<M>) {
            instance = null;
            core.onEnded(effects);
        } else if (message instanceof HandOver<M>) {
            core.onHandOver(effects);
        } else if (message instanceof InLineAgain<M>) {
            lock.tell(new DistributedLock.Acquire(owner));
        } else if (message instanceof GetStatus<M> get) {
            get.replyTo().tell(new Status(core.isRunning(), token, droppedMessages, lockState));
        }
        effects.drainTo(this::apply);
        return isOver ? Behaviors.stopped() : this;
    }

    private void onTell(final M message) {
        if (core.isRunning()) {
            instance.tell(message);
        } else {
            droppedMessages++;
        }
    }

    private void onLock(final DistributedLock.Event event) {
        if (event instanceof DistributedLock.Granted granted) {
            core.onGranted(granted.token(), effects);
        } else if (event instanceof DistributedLock.Suspended) {
            core.onSuspended(effects);
        } else if (event instanceof DistributedLock.Lost) {
            core.onLost(effects);
        } else if (event instanceof DistributedLock.Released) {
            core.onReleased(effects);
        }
    }

    private void apply(final InstanceEffect<Place> effect) {
        if (effect instanceof InstanceEffect.Start<Place> start) {
            token = start.token();
            instance = getContext().spawnAnonymous(behavior.apply(token));
            getContext().watchWith(instance, new InstanceEnded<>());
        } else if (effect instanceof InstanceEffect.Stop<Place>) {
            getContext().stop(instance);
        } else if (effect instanceof InstanceEffect.Acquire<Place>) {
            lock.tell(new DistributedLock.Acquire(owner));
        } else if (effect instanceof InstanceEffect.AcquireLater<Place>) {
            getContext().scheduleOnce(IN_LINE_AGAIN_AFTER, getContext().getSelf(), new InLineAgain<>());
        } else if (effect instanceof InstanceEffect.Release<Place>) {
            lock.tell(new DistributedLock.Release(owner));
        } else if (effect instanceof InstanceEffect.End<Place>) {
            isOver = true;
        }
    }
}
