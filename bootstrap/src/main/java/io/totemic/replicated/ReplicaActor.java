/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.replicated;

import io.totemic.ByteGroup;
import io.totemic.UnsendableMessageException;
import io.totemic.protocol.Effects;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendOptions;
import io.totemic.replicated.ReplicatedStateMachine.Answer;
import io.totemic.replicated.ReplicatedStateMachine.ChangeOver;
import io.totemic.replicated.ReplicatedStateMachine.Command;
import io.totemic.replicated.ReplicatedStateMachine.Done;
import io.totemic.replicated.ReplicatedStateMachine.Execute;
import io.totemic.replicated.ReplicatedStateMachine.Joined;
import io.totemic.replicated.ReplicatedStateMachine.NotQuorate;
import io.totemic.replicated.ReplicatedStateMachine.ReadLocal;
import io.totemic.replicated.ReplicatedStateMachine.ReadOrdered;
import io.totemic.replicated.ReplicatedStateMachine.Refused;
import io.totemic.replicated.ReplicatedStateMachine.Sent;
import io.totemic.replicated.ReplicatedStateMachine.Subscribe;
import io.totemic.replicated.ReplicatedStateMachine.SubscriberEnded;
import io.totemic.replicated.ReplicatedStateMachine.Told;
import io.totemic.replicated.ReplicatedStateMachine.TryAgain;
import io.totemic.replicated.ReplicatedStateMachine.Unknown;
import io.totemic.replicated.ReplicatedStateMachine.View;
import io.totemic.replicated.core.Replica;
import io.totemic.replicated.core.ReplicaEffect;
import io.totemic.replicated.core.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A replica that has joined its group: keeps the state, and does what {@link Replica} wants done. */
final class ReplicaActor<S, C, R> extends AbstractBehavior<Command<S, C, R>> implements ReplicaEffect.Handler {

    private final ByteGroup group;
    private final StateMachine<S, C, R> machine;
    private final ReplicationSettings<S, C> settings;
    private final Replica core;
    private final Effects<ReplicaEffect> effects = new Effects<>();
    private final TreeMap<Long, ActorRef<Answer<R>>> executing = new TreeMap<>();
    private final TreeMap<Long, ActorRef<Answer<S>>> reading = new TreeMap<>();
    private final List<ActorRef<View<S>>> subscribers = new ArrayList<>();
    private S state;
    private Place place = Place.NONE;
    private byte[] snapshotTaken;
    private boolean hasChanged;

    ReplicaActor(
            final ActorContext<Command<S, C, R>> context,
            final ByteGroup group,
            final StateMachine<S, C, R> machine,
            final ReplicationSettings<S, C> settings) {
        super(context);
        this.group = group;
        this.machine = machine;
        this.settings = settings;
        core = new Replica(group.self(), ReplicatedStateMachine.coreSettings(settings));
        state = machine.initialState();
    }

    @Override
    public Receive<Command<S, C, R>> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onMessage).build();
    }

    private Behavior<Command<S, C, R>> onMessage(final Command<S, C, R> message) {
        if (message instanceof Execute<S, C, R> execute) {
            onExecute(execute);
        } else if (message instanceof ReadOrdered<S, C, R> read) {
            final long request = core.nextRequest();
            reading.put(request, read.replyTo());
            core.onReadOrdered(request, effects);
        } else if (message instanceof ReadLocal<S, C, R> read) {
            read.replyTo().tell(view());
        } else if (message instanceof Subscribe<S, C, R> subscribe) {
            subscribers.add(subscribe.subscriber());
            getContext().watchWith(subscribe.subscriber(), new SubscriberEnded<>(subscribe.subscriber()));
            subscribe.subscriber().tell(view());
        } else if (message instanceof SubscriberEnded<S, C, R> ended) {
            subscribers.remove(ended.subscriber());
        } else if (message instanceof Told<S, C, R> told) {
            onTold(told.event());
        } else if (message instanceof Sent<S, C, R> sent) {
            core.onSendResult(sent.result(), effects);
        } else if (message instanceof ChangeOver<S, C, R> over) {
            core.onChangeOver(over.number(), effects);
        } else if (message instanceof Joined<S, C, R> joined) {
            throw new IllegalStateException("joined group " + joined.group().name() + " twice");
        }
        applyEffects();
        return this;
    }

    private void onExecute(final Execute<S, C, R> execute) {
        final byte[] command;
        try {
            command = settings.commands().encode(execute.command());
        } catch (final UnsendableMessageException e) {
            execute.replyTo().tell(new Refused<>(e.getMessage()));
            return;
        }
        if (command.length > settings.waitingBytesMax() / 2) {
            execute.replyTo()
                    .tell(new Refused<>("the command has " + command.length + " bytes, must have at most "
                            + settings.waitingBytesMax() / 2));
            return;
        }
        final long request = core.nextRequest();
        executing.put(request, execute.replyTo());
        core.onExecute(request, command, effects);
    }

    private void onTold(final MemberEvent event) {
        if (event instanceof MemberEvent.FlowControl) {
            core.onFlowControl(effects);
            return;
        }
        if (event instanceof MemberEvent.ConfigurationChanged changed) {
            core.onConfiguration(changed, effects);
        } else if (event instanceof MemberEvent.Delivered delivered) {
            core.onDelivered(delivered, effects);
        }
        group.consumed(event);
    }

    private void applyEffects() {
        effects.drainTo(effect -> effect.applyTo(this));
        if (snapshotTaken != null) {
            final byte[] snapshot = snapshotTaken;
            snapshotTaken = null;
            core.onSnapshotTaken(snapshot, effects);
            effects.drainTo(effect -> effect.applyTo(this));
        }
        if (hasChanged) {
            hasChanged = false;
            subscribers.forEach(subscriber -> subscriber.tell(view()));
        }
    }

    private View<S> view() {
        return new View<>(state, place, roleOf(core), core.ring(), group.self());
    }

    private static Role roleOf(final Replica core) {
        return switch (core.standing()) {
            case SERVING -> Role.SERVING;
            case CATCHING_UP -> Role.CATCHING_UP;
            case FORGOTTEN -> Role.FORGOTTEN;
            case SUSPENDED -> Role.SUSPENDED;
        };
    }

    @Override
    public void multicast(final ReplicaEffect.Multicast effect) {
        getContext()
                .pipeToSelf(
                        group.multicast(
                                effect.message().encode(),
                                SendOptions.of(effect.message().guarantee())),
                        (result, failure) -> new Sent<>(result));
    }

    @Override
    public void apply(final ReplicaEffect.Apply effect) {
        final StateMachine.Applied<S, R> applied = machine.apply(
                state, settings.commands().decode(effect.command()), effect.sender(), goTo(effect.version()));
        state = applied.state();
        if (effect.ownRequest() != 0) {
            executing
                    .remove(effect.ownRequest())
                    .tell(effect.isCertain() ? new Done<>(applied.result(), place) : new Unknown<>());
        }
    }

    private Place goTo(final Version version) {
        place = new Place(version.life(), version.index());
        hasChanged = true;
        return place;
    }

    @Override
    public void retain(final ReplicaEffect.Retain effect) {
        state = machine.retain(state, effect.stayed(), goTo(effect.version()));
    }

    @Override
    public void read(final ReplicaEffect.Read effect) {
        reading.remove(effect.ownRequest()).tell(new Done<>(state, place));
    }

    @Override
    public void refuse(final ReplicaEffect.Refuse effect) {
        final ActorRef<Answer<R>> client = executing.remove(effect.ownRequest());
        if (client != null) {
            client.tell(refusal(effect.refusal()));
        } else {
            reading.remove(effect.ownRequest()).tell(refusal(effect.refusal()));
        }
    }

    private static <T> Answer<T> refusal(final ReplicaEffect.Refusal refusal) {
        return switch (refusal) {
            case TRY_AGAIN -> new TryAgain<>();
            case UNKNOWN -> new Unknown<>();
            case NOT_QUORATE -> new NotQuorate<>();
        };
    }

    @Override
    public void takeSnapshot(final ReplicaEffect.TakeSnapshot effect) {
        snapshotTaken = settings.states().encode(state);
    }

    @Override
    public void installSnapshot(final ReplicaEffect.InstallSnapshot effect) {
        state = settings.states().decode(effect.snapshot());
    }

    @Override
    public void standingChanged(final ReplicaEffect.StandingChanged effect) {
        hasChanged = true;
    }

    @Override
    public void awaitMoreChanges(final ReplicaEffect.AwaitMoreChanges effect) {
        getContext().getSelf().tell(new ChangeOver<>(effect.number()));
    }
}
