/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Configurations and logs of a benchmark that has ended. */
public final class WorkFiles {

    private WorkFiles() {}

    /** Removes a directory with all that is in it, or says where it is if it is to be kept; says so too if it cannot be removed. */
    public static void end(final Path directory, final boolean isKept) {
        if (isKept) {
            System.out.println("logs are in " + directory);
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (final IOException refused) {
            System.err.println("bench: " + directory + " could not be removed: " + refused.getMessage());
        }
    }
}
