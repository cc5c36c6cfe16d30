/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RoomMessage;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.protocol.message.KeyState;
import io.totemic.totem.BarrierCommand;
import io.totemic.totem.HolderCommand;
import io.totemic.totem.core.OutgoingMessage;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import io.totemic.totem.keys.core.KeyAgreement;
import io.totemic.totem.keys.core.KeyChange;
import io.totemic.totem.keys.core.KeyEffect;
import io.totemic.totem.link.EpochKeeper;
import io.totemic.totem.link.FramePublisher;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The change of keys on one node: takes {@link Rekeying.Command} and {@link ServiceEvent}. Its core is {@link KeyAgreement}. */
public final class RekeyingActor extends AbstractBehavior<RoomMessage> implements KeyEffect.Handler {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");

    private final KeyAgreement core;
    private final KeyRing ring;
    private final FramePublisher publisher;
    private final KeyStore store;
    private final Effects<KeyEffect> effects = new Effects<>();
    private final Map<Integer, ActorRef<KeyChange>> tickets = new HashMap<>();
    private int lastTicket;
    private EpochKeeper epochs = EpochKeeper.NONE;
    private ActorRef<BarrierCommand> barrier;
    private ActorRef<HolderCommand> holder;

    /** From the guardian, which makes the epochs when the room is there: who is asked to close some. */
    public record Attach(EpochKeeper epochs) implements RoomMessage {}

    /**
     * The behaviour of the change of keys of one node, to be run on its ring loop.
     *
     * @param ring what this node seals and opens with, made of {@link KeyAgreement#liveAtStart}
     * @param stored what this node knew when it last ran
     */
    public static Behavior<RoomMessage> create(
            final NodeId self,
            final NodeSet configured,
            final KeyRing ring,
            final KeyState stored,
            final FramePublisher publisher,
            final KeyStore store) {
        return Behaviors.setup(context -> new RekeyingActor(context, self, configured, ring, stored, publisher, store));
    }

    private RekeyingActor(
            final ActorContext<RoomMessage> context,
            final NodeId self,
            final NodeSet configured,
            final KeyRing ring,
            final KeyState stored,
            final FramePublisher publisher,
            final KeyStore store) {
        super(context);
        this.ring = ring;
        this.publisher = publisher;
        this.store = store;
        core = new KeyAgreement(self, configured, ring.liveIds(), stored);
        ring.activate(core.state().active());
        publisher.tellKeys(core.state());
        // The node may have ended between the two.
        store.retired(stored.retired());
    }

    @Override
    public Receive<RoomMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(ServiceEvent.ConfigurationChanged.class, m -> {
                    if (m.configuration() instanceof RegularConfiguration regular) {
                        core.onConfiguration(regular.ringId(), regular.members(), effects);
                    }
                    return applied();
                })
                .onMessage(ServiceEvent.Synchronised.class, m -> {
                    core.onSynchronised(m.contributions(), effects);
                    return applied();
                })
                .onMessage(ServiceEvent.DeliverySuspended.class, m -> {
                    core.onSuspended();
                    return this;
                })
                .onMessage(ServiceEvent.MessagesDelivered.class, m -> {
                    m.messages().forEach(said -> core.onMessage(said.sender(), said.body(), effects));
                    return applied();
                })
                .onMessage(ServiceEvent.CreditReturned.class, m -> this)
                .onMessage(ServiceEvent.VerdictChanged.class, m -> this)
                .onMessage(Rekeying.GetStatus.class, m -> {
                    m.replyTo().tell(core.status());
                    return this;
                })
                .onMessage(Rekeying.Load.class, this::onLoad)
                .onMessage(Rekeying.Activate.class, m -> {
                    core.onActivateWanted(m.keyId(), ticket(m.replyTo()), effects);
                    return applied();
                })
                .onMessage(Rekeying.Retire.class, m -> {
                    core.onRetireWanted(m.keyId(), ticket(m.replyTo()), effects);
                    return applied();
                })
                .onMessage(Rekeying.PeerTold.class, m -> {
                    core.onPeerTold(m.peer(), m.state(), effects);
                    return applied();
                })
                .onMessage(Attach.class, m -> {
                    epochs = m.epochs();
                    return this;
                })
                .onMessage(Rekeying.Wire.class, m -> {
                    barrier = m.barrier();
                    holder = m.holder();
                    return this;
                })
                .build();
    }

    private Behavior<RoomMessage> applied() {
        effects.drainTo(effect -> effect.applyTo(this));
        return this;
    }

    private Behavior<RoomMessage> onLoad(final Rekeying.Load load) {
        final String refusal = core.onLoad(load.key().keyId(), effects);
        if (refusal == null) {
            ring.load(load.key());
        }
        load.replyTo()
                .tell(
                        refusal == null
                                ? new KeyChange.Made(core.state(), NodeSet.EMPTY)
                                : new KeyChange.Refused(refusal));
        return applied();
    }

    private int ticket(final ActorRef<KeyChange> replyTo) {
        lastTicket = lastTicket == Integer.MAX_VALUE ? 1 : lastTicket + 1;
        tickets.put(lastTicket, replyTo);
        return lastTicket;
    }

    @Override
    public void contribute(final KeyEffect.Contribute effect) {
        barrier.tell(new BarrierCommand.Contribute(effect.ringId(), ServiceId.KEYS, effect.contribution()));
    }

    @Override
    public void submit(final KeyEffect.Submit effect) {
        holder.tell(
                new HolderCommand.Submit(new OutgoingMessage(ServiceId.KEYS, effect.guarantee(), effect.message())));
    }

    @Override
    public void activate(final KeyEffect.Activate effect) {
        ring.activate(effect.keyId());
    }

    @Override
    public void drop(final KeyEffect.Drop effect) {
        ring.retire(effect.keyId());
        store.retired(effect.keyId());
    }

    @Override
    public void store(final KeyEffect.Store effect) {
        publisher.tellKeys(effect.state());
        store.store(effect.state());
    }

    @Override
    public void close(final KeyEffect.Close effect) {
        epochs.close(effect.peers());
    }

    @Override
    public void answer(final KeyEffect.Answer effect) {
        final ActorRef<KeyChange> asker = tickets.remove(effect.ticket());
        if (asker != null) {
            asker.tell(effect.result());
        }
    }

    @Override
    public void log(final KeyEffect.Log effect) {
        if (effect.isWarning()) {
            TOTEM.warn("Keys: {}", effect.sentence());
        } else {
            TOTEM.info("Keys: {}", effect.sentence());
        }
    }
}
