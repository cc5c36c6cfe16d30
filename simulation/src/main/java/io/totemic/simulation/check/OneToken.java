/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * R1: no hop of a token is accepted twice or by two, and who has installed a ring accepts no token of an older one.
 */
public final class OneToken implements RingInvariant {

    @Override
    public String id() {
        return "R1";
    }

    @Override
    public String property() {
        return "a ring has one token, and nobody takes one of an older ring";
    }

    /** Hops of each ring, and the ring of each process. */
    private static final class Hops implements BiConsumer<Trace.ProcessId, Trace.RingEvent> {
        private final Map<RingId, Int2ObjectHashMap<Trace.ProcessId>> acceptedBy = new HashMap<>();
        private final Map<Trace.ProcessId, RingId> installed = new HashMap<>();
        private final Consumer<String> violations;

        private Hops(final Consumer<String> violations) {
            this.violations = violations;
        }

        @Override
        public void accept(final Trace.ProcessId process, final Trace.RingEvent event) {
            if (event instanceof Trace.TokenAccepted token) {
                onToken(process, token);
            } else if (event instanceof Trace.Configured configured
                    && configured.configuration() instanceof RegularConfiguration regular) {
                installed.put(process, regular.ringId());
            }
        }

        private void onToken(final Trace.ProcessId process, final Trace.TokenAccepted token) {
            final RingId ringId = token.ringId();
            final Trace.ProcessId other = acceptedBy
                    .computeIfAbsent(ringId, key -> new Int2ObjectHashMap<>())
                    .put(token.tokenSeq(), process);
            if (other != null) {
                violations.accept("hop " + Integer.toUnsignedString(token.tokenSeq()) + " of ring " + ringId
                        + " was accepted by " + other + " and by " + process);
            }
            final RingId own = installed.get(process);
            if (own != null && !ringId.equals(own) && !ringId.isYoungerThan(own.seq())) {
                violations.accept(process + " accepted a token of ring " + ringId + " while on ring " + own);
            }
        }
    }

    @Override
    public BiConsumer<Trace.ProcessId, Trace.RingEvent> watch(final Trace trace, final Consumer<String> violations) {
        return new Hops(violations);
    }
}
