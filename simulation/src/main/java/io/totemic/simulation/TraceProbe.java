/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.membership.core.MembershipStep;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.Configuration;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.simulation.check.FrameId;
import io.totemic.simulation.check.Trace;
import io.totemic.totem.RingProbe;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Writes down what happens on the ring of one process. */
final class TraceProbe implements RingProbe {

    private final Trace trace;
    private final Consumer<Trace.RingEvent> log;
    private final RingNames names;
    private final LongSupplier nowNs;
    private final BooleanSupplier isMute;
    private int mostQueued;

    private TraceProbe(
            final Trace trace,
            final Consumer<Trace.RingEvent> log,
            final RingNames names,
            final LongSupplier nowNs,
            final BooleanSupplier isMute) {
        this.trace = trace;
        this.log = log;
        this.names = names;
        this.nowNs = nowNs;
        this.isMute = isMute;
    }

    TraceProbe(final Trace trace, final Trace.ProcessId process, final RingNames names, final LongSupplier nowNs) {
        this(trace, trace.ringLogOf(process), names, nowNs, () -> false);
    }

    /** The same, which sees nothing any more once that is true. */
    TraceProbe unless(final BooleanSupplier newIsMute) {
        return new TraceProbe(trace, log, names, nowNs, newIsMute);
    }

    @Override
    public void originated(final RegularMessage frame) {
        note(new Trace.FrameOriginated(FrameId.of(frame, names.nameOf(frame.ringId())), nowNs.getAsLong()));
    }

    @Override
    public void held(final RegularMessage frame) {
        note(new Trace.FrameHeld(FrameId.of(frame, names.nameOf(frame.ringId())), nowNs.getAsLong()));
    }

    @Override
    public void delivered(final RegularMessage frame) {
        note(new Trace.FrameDelivered(FrameId.of(frame, names.nameOf(frame.ringId())), nowNs.getAsLong()));
    }

    @Override
    public void configurationDelivered(final Configuration configuration) {
        note(new Trace.Configured(names.named(configuration), nowNs.getAsLong()));
    }

    @Override
    public void tokenAccepted(final OrfToken token) {
        note(new Trace.TokenAccepted(
                names.nameOf(token.ringId()), token.tokenSeq(), token.seq(), token.aru(), nowNs.getAsLong()));
    }

    @Override
    public void queued(final int frames, final int capacity) {
        if (frames > mostQueued) {
            mostQueued = frames;
            note(new Trace.QueueGrown(frames, capacity, nowNs.getAsLong()));
        }
    }

    @Override
    public void stepped(final MembershipStep step) {
        if (isMute.getAsBoolean()) {
            return;
        }
        trace.coverage().count(step);
        final StateName entered = step.outcome().entered();
        if (entered != null) {
            note(new Trace.StateEntered(entered, step.reason(), names.nameOf(step.ringId()), nowNs.getAsLong()));
        }
    }

    @Override
    public void heldOff(final NodeId node, final long holdNs) {
        if (!isMute.getAsBoolean()) {
            trace.heldOffUntil(nowNs.getAsLong() + holdNs);
        }
    }

    private void note(final Trace.RingEvent event) {
        if (!isMute.getAsBoolean()) {
            log.accept(event);
        }
    }
}
