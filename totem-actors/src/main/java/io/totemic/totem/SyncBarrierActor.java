/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem;

import io.totemic.protocol.Effects;
import io.totemic.totem.core.BarrierEffect;
import io.totemic.totem.core.ServiceEvent;
import io.totemic.totem.core.ServiceId;
import io.totemic.totem.core.SyncBarrier;
import java.util.Map;
import java.util.Set;
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

    private final SyncBarrier core;
    private final Effects<BarrierEffect> effects = new Effects<>();
    private ActorRef<HolderCommand> holder;
    private Map<ServiceId, ActorRef<ServiceEvent>> services = Map.of();

    /**
     * The behaviour of the barrier of one node, to be run on its ring loop.
     *
     * @param services those that take part, the tally among them
     */
    public static Behavior<BarrierCommand> create(final Set<ServiceId> services) {
        return Behaviors.setup(context -> new SyncBarrierActor(context, services));
    }

    private SyncBarrierActor(final ActorContext<BarrierCommand> context, final Set<ServiceId> services) {
        super(context);
        core = new SyncBarrier(services);
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
                    services = m.services();
                    return this;
                })
                .build();
    }

    private Behavior<BarrierCommand> applied() {
        effects.drainTo(BarrierEffect::applyTo, this);
        return this;
    }

    @Override
    public void notify(final BarrierEffect.Notify effect) {
        services.get(effect.service()).tell(effect.event());
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
