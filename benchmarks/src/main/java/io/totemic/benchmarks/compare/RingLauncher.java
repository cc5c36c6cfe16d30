/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.NamespaceLab;
import io.totemic.benchmarks.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the nodes of one contender; each has a member that obeys commands. */
interface RingLauncher {

    /**
     * Starts as many as {@code setting} has, each in its namespace of {@code lab}; does not wait until they are one ring. What was started before a failure stands in
     * {@code started}.
     *
     * @param directory of this ring alone
     */
    void start(NamespaceLab lab, Setting setting, Path directory, List<NodeProcess> started)
            throws IOException, InterruptedException;

    /**
     * Watches the token at this member, which is up; watches nothing unless the system can be asked, and its node was started for it.
     */
    default RotationMeter rotationMeter(final NodeProcess member) throws InterruptedException {
        return RotationMeter.NONE;
    }

    /** What a node has logged so far. */
    default List<String> log(final NodeProcess member, final Path directory) {
        return member.log();
    }

    /** What is to be known about a ring that is up, from its directory; empty if there is nothing. */
    default String remark(final Path directory) {
        return "";
    }
}
