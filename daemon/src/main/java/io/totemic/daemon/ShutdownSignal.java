/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * SIGINT and SIGTERM: runs what is to be done and then ends the process with the wished status, where the JVM by itself
 * would report the signal.
 */
public final class ShutdownSignal {

    private final AtomicBoolean isArmed = new AtomicBoolean(true);

    private ShutdownSignal() {}

    /**
     * From now on a signal runs {@code onSignal}, on a thread of its own, and ends the process with the status it returns.
     */
    public static ShutdownSignal watch(final IntSupplier onSignal) {
        Objects.requireNonNull(onSignal, "onSignal");
        final ShutdownSignal signal = new ShutdownSignal();
        final Thread hook = new Thread(
                () -> {
                    if (signal.isArmed.getAndSet(false)) {
                        final int status = onSignal.getAsInt();
                        System.out.flush();
                        System.err.flush();
                        Runtime.getRuntime().halt(status);
                    }
                },
                "totemic-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        return signal;
    }

    /**
     * To be called before the process ends by itself.
     *
     * @return false if a signal came first, in which case the process is about to be ended
     */
    public boolean disarm() {
        return isArmed.getAndSet(false);
    }
}
