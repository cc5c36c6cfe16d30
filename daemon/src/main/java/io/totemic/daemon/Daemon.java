/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.daemon.demo.DemoCommand;
import io.totemic.daemon.demo.DemoNodeCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Main class: picks the command. */
@Command(
        name = "totemic",
        mixinStandardHelpOptions = true,
        versionProvider = Daemon.Version.class,
        description = "Corosync for the JVM: total order, membership, quorum and process groups.",
        subcommands = {
            NodeCommand.class,
            KeygenCommand.class,
            RekeyCommand.class,
            DemoCommand.class,
            DemoNodeCommand.class,
            SimulateCommand.class,
            HistoriesCommand.class,
            MutantsCommand.class,
            CheckTraceCommand.class,
            BenchCommand.class,
            TlaCommand.class,
            FuzzCommand.class,
            WarmUpCommand.class,
            HelpCommand.class
        })
public final class Daemon implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    private Daemon() {}

    /** Runs the command and ends the process with its status. */
    public static void main(final String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        final CommandLine commandLine = new CommandLine(new Daemon());
        // All that follows is for another module, options too.
        commandLine.getSubcommands().get("bench").setUnmatchedOptionsArePositionalParams(true);
        commandLine.getSubcommands().get("tla").setUnmatchedOptionsArePositionalParams(true);
        commandLine.getSubcommands().get("fuzz").setUnmatchedOptionsArePositionalParams(true);
        return commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> {
            failed.getErr().println("totemic: " + failure);
            failure.printStackTrace(failed.getErr());
            return ExitStatus.FATAL;
        });
    }

    @Override
    public void run() {
        specification.commandLine().usage(System.out);
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"totemic " + text()};
        }

        static String text() {
            final String version = Daemon.class.getPackage().getImplementationVersion();
            return version == null ? "(not packaged)" : version;
        }
    }
}
