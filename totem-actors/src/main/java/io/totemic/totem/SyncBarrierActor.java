/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.protocol.Effects;
import io.totemic.totem.core.BarrierEffect;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.SyncBarrier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sync barrier of one node. Its core is {@link SyncBarrier}. */
public final class SyncBarrierActor extends AbstractBehavior<BarrierCommand> implements BarrierEffect.Handler {

    private static final Logger MAIN = LoggerFactory.getLogger("totemic.MAIN");

    private final SyncBarrier core = new SyncBarrier();
    private final Effects<BarrierEffect> effects = new Effects<>();
    private ActorRef<HolderCommand> holder;
    private ActorRef<ServiceEvent> votequorum;
    private ActorRef<ServiceEvent> cpg;

    /** The behaviour of the barrier of one node, to be run on its ring loop. */
    public static Behavior<BarrierCommand> create() {
        return Behaviors.setup(SyncBarrierActor::new);
    }

    private SyncBarrierActor(final ActorContext<BarrierCommand> context) {
        super(context);
    }

    @Override
    public Receive<BarrierCommand> createReceive() {
        return newReceiveBuilder()
                .onMessage(BarrierCommand.DeliverFrames.class, m -> {
                    core.onFrames(m.frames(), effects);
                    return applied();
                })
                .onMessage(BarrierCommand.DeliverConfiguration.class, m -> {
                    core.onConfiguration(m.configuration(), effects);
                    return applied();
                })
                .onMessage(BarrierCommand.SuspendPassed.class, m -> {
                    core.onSuspended(effects);
                    return applied();
                })
                .onMessage(BarrierCommand.Contribute.class, m -> {
                    core.onContribution(m.ringId(), m.service(), m.contribution(), effects);
                    return applied();
                })
                .onMessage(BarrierCommand.VerdictReached.class, m -> {
                    core.onVerdict(m.ringId(), m.verdict(), effects);
                    return applied();
                })
                .onMessage(BarrierCommand.Wire.class, m -> {
                    holder = m.holder();
                    votequorum = m.votequorum();
                    cpg = m.cpg();
                    return this;
                })
                .build();
    }

    private Behavior<BarrierCommand> applied() {
        effects.drainTo(effect -> effect.applyTo(this));
        return this;
    }

    @Override
    public void notify(final BarrierEffect.Notify effect) {
        switch (effect.service()) {
            case VOTEQUORUM -> votequorum.tell(effect.event());
            case CPG -> cpg.tell(effect.event());
            case SYNC -> throw new IllegalArgumentException("the barrier does not write to itself");
        }
    }

    @Override
    public void submit(final BarrierEffect.Submit effect) {
        holder.tell(new HolderCommand.Submit(effect.message()));
    }

    @Override
    public void reportSynchronised(final BarrierEffect.ReportSynchronised effect) {
        MAIN.info("Completed service synchronization, ready to provide service.");
        holder.tell(new HolderCommand.Synchronised(effect.configuration().ringId()));
    }
}
