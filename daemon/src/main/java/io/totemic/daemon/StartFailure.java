/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.config.ConfigException;
import io.totemic.management.ManagementBindException;
import io.totemic.totem.link.PortTakenException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A node that could not be started: lines for the operator and the exit status. */
public final class StartFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    /**
     * A failure to be told as it is.
     *
     * @param exitStatus one of {@link ExitStatus}
     * @param lines one or more lines, without a newline at the end
     */
    public StartFailure(final int exitStatus, final String lines) {
        super(Objects.requireNonNull(lines, "lines"));
        this.exitStatus = exitStatus;
    }

    private StartFailure(final int exitStatus, final String lines, final Throwable cause) {
        super(lines, cause);
        this.exitStatus = exitStatus;
    }

    /** What a failed start means for the operator; wrappers of futures are taken off. */
    public static StartFailure of(final Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof StartFailure known) {
            return known;
        }
        if (cause instanceof ConfigException) {
            return new StartFailure(ExitStatus.CONFIGURATION, cause.getMessage(), cause);
        }
        if (cause instanceof UncheckedIOException) {
            return new StartFailure(ExitStatus.STATE_DIRECTORY, sentence(cause), cause);
        }
        if (cause instanceof PortTakenException || cause instanceof ManagementBindException) {
            return new StartFailure(ExitStatus.FATAL, sentence(cause), cause);
        }
        return new StartFailure(ExitStatus.FATAL, "the node cannot start: " + sentence(cause), cause);
    }

    /** One of {@link ExitStatus}. */
    public int exitStatus() {
        return exitStatus;
    }

    private static String sentence(final Throwable cause) {
        final String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.toString() : message.replace('\n', ' ');
    }
}
