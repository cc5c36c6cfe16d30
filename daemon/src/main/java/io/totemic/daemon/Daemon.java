/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.daemon.demo.DemoCommand;
import io.totemic.daemon.demo.DemoNodeCommand;
import java.util.Optional;
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
            DemoCommand.class,
            DemoNodeCommand.class,
            BenchCommand.class,
            WarmUpCommand.class,
            HelpCommand.class
        })
public final class Daemon implements Runnable {

    /** Commands of other modules, which are offered if their class is on the class path. */
    private static final String[] OPTIONAL_COMMANDS = {"io.totemic.simulation.SimulateCommand"};

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    private Daemon() {}

    /** Runs the command and ends the process with its status. */
    public static void main(final String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        final CommandLine commandLine = new CommandLine(new Daemon());
        for (final String className : OPTIONAL_COMMANDS) {
            instanceOf(className).ifPresent(commandLine::addSubcommand);
        }
        // All that follows "bench" is for the benchmarks, options too.
        commandLine.getSubcommands().get("bench").setUnmatchedOptionsArePositionalParams(true);
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

    private static Optional<Object> instanceOf(final String className) {
        try {
            return Optional.of(Class.forName(className).getDeclaredConstructor().newInstance());
        } catch (final ClassNotFoundException absent) {
            return Optional.empty();
        } catch (final ReflectiveOperationException broken) {
            throw new IllegalStateException("the command " + className + " cannot be created", broken);
        }
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
