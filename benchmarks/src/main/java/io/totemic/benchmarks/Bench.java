/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import io.totemic.benchmarks.compare.CompareCommand;
import io.totemic.benchmarks.compare.LatencyCommand;
import io.totemic.benchmarks.compare.member.JGroupsMemberCommand;
import io.totemic.benchmarks.compare.member.TotemicMemberCommand;
import io.totemic.benchmarks.micro.MicroCommand;
import io.totemic.benchmarks.vqsim.VqsimCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Main class: picks the benchmark. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures and verifies rings of real processes on 127.0.0.1, .2, ...",
        subcommands = {
            RotationCommand.class,
            IdleCommand.class,
            SoakCommand.class,
            PauseCommand.class,
            LossCommand.class,
            ThroughputCommand.class,
            CipherCommand.class,
            StallCommand.class,
            FirstMessageCommand.class,
            FloodCommand.class,
            HostileCommand.class,
            RekeyingCommand.class,
            RestartCommand.class,
            FailoverCommand.class,
            FormationCommand.class,
            FootprintCommand.class,
            MicroCommand.class,
            ScaleCommand.class,
            QuorumCommand.class,
            GroupsCommand.class,
            SubscriberCommand.class,
            VqsimCommand.class,
            CompareCommand.class,
            LatencyCommand.class,
            MemberCommand.class,
            TotemicMemberCommand.class,
            JGroupsMemberCommand.class
        })
public final class Bench implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    private Bench() {}

    /** Runs the benchmark and ends the process: 0 if every claim held, else 1. */
    public static void main(final String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((failure, failed, parsed) -> {
                    failed.getErr().println("bench: " + failure.getMessage());
                    if (!(failure instanceof BenchFailure)) {
                        failure.printStackTrace(failed.getErr());
                    }
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public void run() {
        specification.commandLine().usage(System.out);
    }
}
