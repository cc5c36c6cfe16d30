/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class TimerSlackTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldBeLeastForTheCallingThreadAlone() throws Exception {
        assumeTrue(Files.isWritable(TimerSlack.ofThisThread()), "this kernel has no slack of timers for each thread");
        final String before = Files.readString(TimerSlack.ofThisThread());
        final AtomicReference<String> inside = new AtomicReference<>();
        final Thread sender = new Thread(() -> {
            final Path slack = TimerSlack.ofThisThread();
            TimerSlack.least();
            try {
                inside.set(Files.readString(slack));
            } catch (final IOException cause) {
                inside.set(cause.toString());
            }
        });

        sender.start();
        sender.join();

        assertThat(inside.get()).isEqualToIgnoringWhitespace("1");
        assertThat(Files.readString(TimerSlack.ofThisThread())).isEqualTo(before);
    }
}
