/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.demo;

import io.totemic.daemon.Daemon;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM like this one: the same java, the same flags, the same jar or class path. */
final class JavaProcess {

    private JavaProcess() {}

    static List<String> command(final List<String> arguments) {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse(System.getProperty("java.home") + "/bin/java"));
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // An agent or a debugger of ours would be in the child's way.
            if (!flag.startsWith("-javaagent:") && !flag.startsWith("-agentlib:")) {
                command.add(flag);
            }
        }
        final String classPath = System.getProperty("java.class.path");
        if (classPath.endsWith(".jar") && classPath.indexOf(File.pathSeparatorChar) < 0) {
            // Add-Opens of a manifest counts for -jar only.
            command.add("-jar");
            command.add(Path.of(classPath).toAbsolutePath().toString());
        } else {
            command.add("--add-opens");
            command.add("java.base/jdk.internal.misc=ALL-UNNAMED");
            command.add("--add-opens");
            command.add("java.base/sun.nio.ch=ALL-UNNAMED");
            command.add("-cp");
            command.add(classPath);
            command.add(Daemon.class.getName());
        }
        command.addAll(arguments);
        return command;
    }
}
