/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What Debian must have installed for Corosync to be compared. */
final class CorosyncPackages {

    private static final Map<String, List<String>> FILE_OF_PACKAGE = new TreeMap<>(Map.of(
            "corosync", List.of("/usr/sbin/corosync"),
            "libcpg-dev", List.of("/usr/include/corosync/cpg.h"),
            "gcc", List.of("/usr/bin/gcc"),
            "libc6-dev", List.of("/usr/include/stdio.h"),
            "iproute2", List.of("/usr/sbin/ip", "/sbin/ip", "/bin/ip")));

    private CorosyncPackages() {}

    /** Packages that are not there. */
    static List<String> missing() {
        return FILE_OF_PACKAGE.entrySet().stream()
                .filter(each -> each.getValue().stream().map(Path::of).noneMatch(Files::exists))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Throws if one is missing, with the option that helps. */
    static void require() {
        final List<String> missing = missing();
        if (!missing.isEmpty()) {
            throw new BenchFailure("Corosync cannot be measured without the Debian packages "
                    + String.join(", ", missing) + "; --install installs them, --systems leaves Corosync out");
        }
    }

    /** Installs those that are missing. */
    static void install() throws IOException, InterruptedException {
        final List<String> missing = missing();
        if (missing.isEmpty()) {
            return;
        }
        run(List.of("apt-get", "update"));
        final List<String> command = new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
        command.addAll(missing);
        run(command);
    }

    private static void run(final List<String> command) throws IOException, InterruptedException {
        final ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        if (builder.start().waitFor() != 0) {
            throw new BenchFailure(String.join(" ", command) + " failed");
        }
    }
}
