/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.ProcessFigures;
import io.totemic.benchmarks.RingOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jgroups.Version;

/** What figures depend on. */
public final class Environment {

    private Environment() {}

    /** By name, sorted; of this moment. */
    public static Map<String, String> now() {
        final Map<String, String> all = new TreeMap<>();
        all.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        all.put("corosync", outputOf(List.of("corosync", "-v"), "not installed"));
        all.put(
                "date",
                LocalDateTime.now(ZoneId.systemDefault())
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString());
        all.put("jdk", Runtime.version().toString());
        all.put("jgroups", Version.printVersion());
        all.put("jgroups JVM", String.join(" ", JGroupsLauncher.JVM_FLAGS));
        all.put("kernel", System.getProperty("os.version"));
        all.put("libknet", outputOf(List.of("dpkg-query", "-W", "-f", "${Version}", "libknet1"), "not installed"));
        all.put("load", ProcessFigures.load());
        all.put("processor", processor());
        all.put(
                "totemic",
                outputOf(
                        List.of("git", "-C", RingOptions.home().toString(), "describe", "--always", "--dirty"),
                        "no git"));
        return all;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (final IOException unreadable) {
            return "unknown";
        }
    }

    /** First line of what a command prints. */
    private static String outputOf(final List<String> command, final String otherwise) {
        try {
            final Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            final String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text.lines().findFirst().orElse(otherwise) : otherwise;
        } catch (final IOException missing) {
            return otherwise;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
