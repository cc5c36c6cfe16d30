/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.mutant;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles the one source file of a mutant, into a directory that goes in front of the class path. */
final class MutantCompiler {

    private static final String SOURCES = "src/main/java/";

    private final Path root;
    private final String classPath;

    MutantCompiler(final Path root, final String classPath) {
        this.root = root;
        this.classPath = classPath;
    }

    /** Writes the classes of {@code mutant} into {@code directory}. */
    void compile(final Mutant mutant, final Path directory) throws IOException, MutantException {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new MutantException("this Java has no compiler; mutants need a JDK");
        }
        final int packagesAt = mutant.source().indexOf(SOURCES);
        final Path original = root.resolve(mutant.source());
        if (packagesAt < 0 || !Files.isRegularFile(original)) {
            throw new MutantException("mutant " + mutant.name() + " is stale: there is no " + original);
        }
        final Path patched =
                directory.resolve("source").resolve(mutant.source().substring(packagesAt + SOURCES.length()));
        Files.createDirectories(patched.getParent());
        Files.writeString(patched, mutant.applyTo(Files.readString(original)));
        final StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            final boolean isCompiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-proc:none", "-nowarn", "-cp", classPath, "-d", directory.toString()),
                            null,
                            files.getJavaFileObjects(patched))
                    .call();
            if (!isCompiled) {
                throw new MutantException("mutant " + mutant.name() + " does not compile: " + messages);
            }
        }
    }
}
