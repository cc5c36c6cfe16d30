/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Starts the main class of a module that the daemon does not depend on, which the launcher puts on the class path when it is built. */
final class ModuleBeside {

    private ModuleBeside() {}

    /** Runs {@code mainClass} of {@code module}; says how to build it if it is not there. */
    static int run(final String command, final String module, final String mainClass, final List<String> arguments)
            throws Exception {
        final Class<?> main;
        try {
            main = Class.forName(mainClass);
        } catch (final ClassNotFoundException absent) {
            System.err.println("totemic " + command + ": the module " + module
                    + " is not built; run: mvn -q -B -DskipTests package -pl " + module + " -am");
            return ExitStatus.FAILED;
        }
        try {
            main.getMethod("main", String[].class).invoke(null, (Object) arguments.toArray(String[]::new));
            return ExitStatus.OK;
        } catch (final InvocationTargetException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
