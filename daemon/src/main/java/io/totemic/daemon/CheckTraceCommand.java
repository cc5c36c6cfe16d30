/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.simulation.picture.SpaceTimeDiagram;
import io.totemic.simulation.picture.Story;
import io.totemic.simulation.picture.Timeline;
import io.totemic.simulation.trace.RecordedRun;
import io.totemic.simulation.trace.TraceCheck;
import io.totemic.simulation.trace.TraceReader;
import io.totemic.simulation.trace.TraceSyntaxException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds the simulator's checkers against what real nodes have recorded. */
@Command(
        name = "check-trace",
        mixinStandardHelpOptions = true,
        description = {
            "Reads what nodes have recorded with --trace and checks it as the simulator checks its runs.",
            "Give the files of all nodes of one cluster, since their state directories were empty last."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {" 0:no violation", " 1:a property does not hold, or a file cannot be read"})
final class CheckTraceCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec specification;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The traces.")
    private List<Path> files;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw a space-time diagram of them.")
    private Path svgFile;

    @Option(names = "--timeline", paramLabel = "FILE", description = "Write what happened as lines of text.")
    private Path timelineFile;

    @Override
    public Integer call() {
        final PrintWriter out = specification.commandLine().getOut();
        final RecordedRun run;
        try {
            run = TraceReader.read(files);
        } catch (final IOException | TraceSyntaxException unreadable) {
            specification.commandLine().getErr().println("totemic check-trace: " + unreadable.getMessage());
            return ExitStatus.FAILED;
        }
        out.printf(
                "cluster %s: %d incarnations of %d nodes, %d events on rings, %d told to members of %d groups%n",
                run.cluster(),
                run.ring().lives().size(),
                run.ring().lives().keySet().stream()
                        .map(process -> process.node())
                        .distinct()
                        .count(),
                run.ringEvents(),
                run.groupEvents(),
                run.groups().size());
        run.notes().forEach(note -> out.println("not wholly known: " + note));
        TraceCheck.properties().forEach(property -> out.println("checked: " + property));
        TraceCheck.skipped().forEach((property, reason) -> out.println("skipped: " + property + ", which " + reason));
        final List<String> violations = TraceCheck.violations(run);
        violations.forEach(out::println);
        out.println(violations.isEmpty() ? "no violations" : violations.size() + " violations");
        out.flush();
        try {
            picture(run, violations);
        } catch (final IOException unwritable) {
            specification
                    .commandLine()
                    .getErr()
                    .println("totemic check-trace: cannot write " + unwritable.getMessage());
            return ExitStatus.FAILED;
        }
        return violations.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private void picture(final RecordedRun run, final List<String> violations) throws IOException {
        final Story story = Story.of("traces of cluster " + run.cluster(), run.picture(), violations);
        if (svgFile != null) {
            Files.writeString(svgFile, new SpaceTimeDiagram(story).svg());
        }
        if (timelineFile != null) {
            Files.writeString(timelineFile, new Timeline(story).text());
        }
    }
}
