/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

/**
 * Exit statuses of the process. Those of a node are Corosync's, so that unit files and scripts keep their meaning.
 *
 * <p>Source: corosync's exit codes.
 */
public final class ExitStatus {

    /** Done, or shut down by a signal. */
    public static final int OK = 0;

    /** The demonstration did not hold what it claims, or could not start. */
    public static final int FAILED = 1;

    /** The command line was not understood. */
    public static final int USAGE = 2;

    /** The log file cannot be written. */
    public static final int LOGGING = 7;

    /** The configuration was refused; nothing was started. */
    public static final int CONFIGURATION = 8;

    /** The node cannot start or cannot go on. */
    public static final int FATAL = 15;

    /** The state directory cannot be used. */
    public static final int STATE_DIRECTORY = 16;

    /** Ended by SIGINT before it was done. */
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
