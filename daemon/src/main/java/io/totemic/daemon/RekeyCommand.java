/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.StateDirectory;
import io.totemic.config.ClusterConfig;
import io.totemic.config.ConfigException;
import io.totemic.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the node on this host for a change of the key of its cluster; see {@link RekeyFiles}. */
@Command(
        name = "rekey",
        mixinStandardHelpOptions = true,
        description = "Changes the key of a cluster that runs, through the node on this host.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            " 0:it was done",
            " 1:it was refused, and nothing was changed",
            " 8:the configuration was refused",
            "15:the node does not answer, or is to be asked again"
        })
final class RekeyCommand implements Callable<Integer> {

    /** What can be asked for. */
    enum Step {
        status,
        load,
        activate,
        rollback,
        retire
    }

    private static final long POLL_MS = 100;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Parameters(
            paramLabel = "STEP",
            description =
                    "status: which keys each node has. load: read KEYFILE.next at this node. activate: let all seal with it."
                            + " rollback: let all seal with the first key again. retire: let all drop the key that is not sealed with.")
    private Step step;

    @Option(
            names = {"--config", "-c"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration, a corosync.conf.")
    private Path configFile;

    @Option(
            names = "--node-id",
            paramLabel = "N",
            description = "Which node; without it, the one with an address of this host.")
    private Long nodeId;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "How long the node has to answer, by default ${DEFAULT-VALUE}.")
    private int waitS;

    @Override
    public Integer call() throws InterruptedException {
        try {
            final ClusterConfig config = ClusterConfig.load(configFile);
            final LocalNode local = LocalNode.of(configFile.toString(), config);
            final NodeId self = nodeId == null ? local.found() : local.named(nodeId);
            return ask(new RekeyFiles(StateDirectory.of(config, self)));
        } catch (final StartFailure failure) {
            specification.commandLine().getErr().println(failure.getMessage());
            return failure.exitStatus();
        } catch (final ConfigException | IOException refused) {
            specification.commandLine().getErr().println(refused.getMessage());
            return ExitStatus.CONFIGURATION;
        }
    }

    private int ask(final RekeyFiles files) throws IOException, InterruptedException {
        final String id = Long.toHexString(new SecureRandom().nextLong());
        files.takeAnswer();
        files.ask(id + " " + step);
        for (long waitedMs = 0; waitedMs < waitS * 1_000L; waitedMs += POLL_MS) {
            Thread.sleep(POLL_MS);
            final String answer = files.takeAnswer();
            if (answer != null && answer.startsWith(id + " ")) {
                return tell(answer.substring(id.length() + 1));
            }
        }
        specification
                .commandLine()
                .getErr()
                .println("the node does not take requests in " + files
                        + ": is it running, with the same configuration and user?");
        return ExitStatus.FATAL;
    }

    private int tell(final String answer) {
        final int end = answer.indexOf(' ');
        final String text = answer.substring(end + 1);
        switch (answer.substring(0, end)) {
            case "made" -> {
                specification.commandLine().getOut().println(text);
                return ExitStatus.OK;
            }
            case "refused" -> {
                specification.commandLine().getErr().println("refused: " + text);
                return ExitStatus.FAILED;
            }
            default -> {
                specification.commandLine().getErr().println("try again: " + text);
                return ExitStatus.FATAL;
            }
        }
    }
}
