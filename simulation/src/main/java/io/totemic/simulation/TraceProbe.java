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

/** Writes down what happens on the ring of one process. */
record TraceProbe(Trace trace, Trace.ProcessId process) implements RingProbe {

    @Override
    public void originated(final RegularMessage frame) {
        trace.happened(process, new Trace.FrameOriginated(FrameId.of(frame)));
    }

    @Override
    public void delivered(final RegularMessage frame) {
        trace.happened(process, new Trace.FrameDelivered(FrameId.of(frame)));
    }

    @Override
    public void configurationDelivered(final Configuration configuration) {
        trace.happened(process, new Trace.Configured(configuration));
    }

    @Override
    public void tokenAccepted(final OrfToken token) {
        trace.happened(process, new Trace.TokenAccepted(token.ringId(), token.tokenSeq(), token.seq(), token.aru()));
    }
}
