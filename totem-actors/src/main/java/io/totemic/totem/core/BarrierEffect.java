/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import io.totemic.protocol.RegularConfiguration;

/** What the sync barrier wants done. */
public sealed interface BarrierEffect {

    /** Calls the method of {@code handler} that is named like this effect. */
    void applyTo(Handler handler);

    /** One method for each effect, so that a new effect is a compile error where effects are applied. */
    interface Handler {
        void notify(Notify effect);

        void submit(Submit effect);

        void reportSynchronised(ReportSynchronised effect);
    }

    /** Tell a service. */
    record Notify(ServiceId service, ServiceEvent event) implements BarrierEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.notify(this);
        }
    }

    /** To the holder: our part of the synchronisation. */
    record Submit(OutgoingMessage message) implements BarrierEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.submit(this);
        }
    }

    /** To the holder: application messages may go; and for the log. */
    record ReportSynchronised(RegularConfiguration configuration) implements BarrierEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.reportSynchronised(this);
        }
    }
}
