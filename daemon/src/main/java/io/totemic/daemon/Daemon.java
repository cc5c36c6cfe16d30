/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.daemon.demo.DemoCommand;
import io.totemic.daemon.demo.DemoNodeCommand;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Main class: picks the command. */
@Command(
        name = "totemic",
        mixinStandardHelpOptions = true,
        versionProvider = Daemon.Version.class,
        description = "Corosync for the JVM: total order, membership, quorum and process groups.")
public final class Daemon implements Runnable {

    /** Tells of all others. */
    private static final String HELP = "help";

    /** In the order of the usage text. */
    private static final List<String> COMMANDS = List.of(
            "node",
            "keygen",
            "rekey",
            "demo",
            "demo-node",
            "simulate",
            "histories",
            "mutants",
            "check-trace",
            "bench",
            "tla",
            "fuzz",
            "warm-up",
            HELP);

    /** All that follows them is for another module, options too. */
    private static final Set<String> FOR_ANOTHER_MODULE = Set.of("bench", "tla", "fuzz");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    private Daemon() {}

    /** A switch, not a table of constructors: linking fourteen of those would cost each start more than the command's own. */
    private static Object command(final String name) {
        return switch (name) {
            case "node" -> new NodeCommand();
            case "keygen" -> new KeygenCommand();
            case "rekey" -> new RekeyCommand();
            case "demo" -> new DemoCommand();
            case "demo-node" -> new DemoNodeCommand();
            case "simulate" -> new SimulateCommand();
            case "histories" -> new HistoriesCommand();
            case "mutants" -> new MutantsCommand();
            case "check-trace" -> new CheckTraceCommand();
            case "bench" -> new BenchCommand();
            case "tla" -> new TlaCommand();
            case "fuzz" -> new FuzzCommand();
            case "warm-up" -> new WarmUpCommand();
            case HELP -> new HelpCommand();
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }

    /** Runs the command and ends the process with its status. */
    public static void main(final String[] arguments) {
        final NodeStart start = arguments.length == 0 ? null : NodeStart.ofPlain(arguments);
        if (start != null) {
            System.exit(statusOf(start));
        }
        final CommandLine commandLine = arguments.length == 0 ? commandLine() : commandLine(arguments[0]);
        System.exit(commandLine.execute(arguments));
    }

    private static int statusOf(final NodeStart start) {
        try {
            return start.run();
        } catch (final Exception failure) {
            return fatal(failure, new PrintWriter(System.err, true, Charset.defaultCharset()));
        }
    }

    private static int fatal(final Exception failure, final PrintWriter to) {
        to.println("totemic: " + failure);
        failure.printStackTrace(to);
        return ExitStatus.FATAL;
    }

    /** Knows all commands. */
    static CommandLine commandLine() {
        final CommandLine commandLine = new CommandLine(new Daemon());
        for (final String name : COMMANDS) {
            add(commandLine, name);
        }
        return withFailures(commandLine);
    }

    /** Knows this command only, or all if there is none of that name: a node at its start reads nothing of the others. */
    static CommandLine commandLine(final String name) {
        if (!COMMANDS.contains(name) || name.equals(HELP)) {
            return commandLine();
        }
        final CommandLine commandLine = new CommandLine(new Daemon());
        add(commandLine, name);
        return withFailures(commandLine);
    }

    private static void add(final CommandLine commandLine, final String name) {
        commandLine.addSubcommand(name, command(name));
        if (FOR_ANOTHER_MODULE.contains(name)) {
            commandLine.getSubcommands().get(name).setUnmatchedOptionsArePositionalParams(true);
        }
    }

    private static CommandLine withFailures(final CommandLine commandLine) {
        return commandLine.setExecutionExceptionHandler((failure, failed, parsed) -> fatal(failure, failed.getErr()));
    }

    @Override
    public void run() {
        specification.commandLine().usage(System.out);
    }

    /** The version of the jar. */
    static String version() {
        final String version = Daemon.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    /** The version for picocli. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"totemic " + version()};
        }
    }
}
