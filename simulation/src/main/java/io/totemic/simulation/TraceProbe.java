/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.protocol.Configuration;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.simulation.check.FrameId;
import io.totemic.simulation.check.Trace;
import io.totemic.totem.RingProbe;
import java.util.function.BooleanSupplier;

/** Writes down what happens on the ring of one process. */
record TraceProbe(Trace trace, Trace.ProcessId process, RingNames names, BooleanSupplier isMute) implements RingProbe {

    TraceProbe(final Trace trace, final Trace.ProcessId process, final RingNames names) {
        this(trace, process, names, () -> false);
    }

    /** The same, which sees nothing any more once that is true. */
    TraceProbe unless(final BooleanSupplier newIsMute) {
        return new TraceProbe(trace, process, names, newIsMute);
    }

    @Override
    public void originated(final RegularMessage frame) {
        note(new Trace.FrameOriginated(FrameId.of(frame, names.nameOf(frame.ringId()))));
    }

    @Override
    public void delivered(final RegularMessage frame) {
        note(new Trace.FrameDelivered(FrameId.of(frame, names.nameOf(frame.ringId()))));
    }

    @Override
    public void configurationDelivered(final Configuration configuration) {
        note(new Trace.Configured(names.named(configuration)));
    }

    @Override
    public void tokenAccepted(final OrfToken token) {
        note(new Trace.TokenAccepted(names.nameOf(token.ringId()), token.tokenSeq(), token.seq(), token.aru()));
    }

    private void note(final Trace.RingEvent event) {
        if (!isMute.getAsBoolean()) {
            trace.happened(process, event);
        }
    }
}
