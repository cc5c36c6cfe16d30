/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.List;

/** Results for tests. */
final class Results {

    private Results() {}

    static RunResult throughput(
            final Contender contender, final Setting setting, final int round, final int bytes, final double rate) {
        return new RunResult(
                contender.label(),
                setting.isEncrypted(),
                setting.mtuBytes(),
                MeasuredCase.Kind.THROUGHPUT,
                bytes,
                3,
                round,
                rate,
                List.of(rate, rate, rate),
                List.of(60.0, 50.0, 40.0),
                12.5,
                0,
                0,
                RunResult.Latencies.NONE,
                RunResult.Latencies.NONE,
                true,
                1.5,
                "");
    }

    static RunResult latency(final Contender contender, final Setting setting, final int round, final double p50) {
        return new RunResult(
                contender.label(),
                setting.isEncrypted(),
                setting.mtuBytes(),
                MeasuredCase.Kind.BACK_TO_BACK,
                64,
                1,
                round,
                1000,
                List.of(1000.0, 1000.0, 1000.0),
                List.of(10.0, 10.0, 10.0),
                12.5,
                500,
                0,
                new RunResult.Latencies(p50, p50 * 2, p50 * 4, p50 * 8, p50 * 16),
                new RunResult.Latencies(p50 - 1, p50, p50, p50, p50),
                true,
                1.5,
                "");
    }
}
