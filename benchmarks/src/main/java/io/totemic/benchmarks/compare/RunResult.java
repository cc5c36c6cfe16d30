/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What was measured in one run, as it stands in a line of the result file. Latencies are in µs, and 0 in a run of throughput.
 *
 * @param system label of the contender
 * @param encrypted whether frames were encrypted
 * @param mtuBytes of the links
 * @param kind of the case
 * @param bytes of a message
 * @param parameter see {@link MeasuredCase}
 * @param round from 1 on
 * @param messagesPerSecond delivered to the application of a node, mean of the nodes
 * @param messagesPerSecondOfNodes the same for each node of the ring
 * @param cpuPercentOfNodes of one core, daemon and client together
 * @param restCpuPercent of one core, of all that no node is charged with: other processes, and work of the kernel for the network
 * @param samples latencies that were taken
 * @param lost probes that were not delivered within three seconds
 * @param due from when the send was due to the delivery to the sender's application
 * @param sent from the call of send to that delivery
 * @param isOneOrder all nodes were delivered the same messages in the same order, each sender's in its own, none missing
 * @param load of the machine over the last minute
 * @param note what is to be known about it, or empty
 */
record RunResult(
        String system,
        boolean encrypted,
        int mtuBytes,
        MeasuredCase.Kind kind,
        int bytes,
        int parameter,
        int round,
        double messagesPerSecond,
        List<Double> messagesPerSecondOfNodes,
        List<Double> cpuPercentOfNodes,
        double restCpuPercent,
        long samples,
        long lost,
        Latencies due,
        Latencies sent,
        boolean isOneOrder,
        double load,
        String note) {

    RunResult {
        messagesPerSecondOfNodes = List.copyOf(messagesPerSecondOfNodes);
        cpuPercentOfNodes = List.copyOf(cpuPercentOfNodes);
    }

    /** Percentiles in µs. */
    record Latencies(double p50, double p90, double p99, double p999, double max) {

        static final Latencies NONE = new Latencies(0, 0, 0, 0, 0);
    }

    /** The run that need not be made again. */
    @JsonIgnore
    PlannedRun run() {
        return new PlannedRun(
                new Setting(encrypted, mtuBytes, messagesPerSecondOfNodes.size()),
                round,
                new MeasuredCase(kind, bytes, parameter),
                Contender.ofLabel(system).orElseThrow(() -> new IllegalArgumentException("no system " + system)));
    }

    /** What was done, for people. */
    @JsonIgnore
    String title() {
        return run().measured().title(run().setting().nodes());
    }

    @JsonIgnore
    double megabytesPerSecond() {
        return messagesPerSecond * bytes / 1e6;
    }
}
