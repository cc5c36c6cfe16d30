/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A system that is compared, with what its frames travel over. */
enum Contender {
    /** Its application is a listener that is called on a thread of its own. */
    TOTEMIC(true, true, "#1b6ca8"),
    /** Its application is an actor, told each message by itself. */
    TOTEMIC_ACTOR(true, true, "#17a2a2"),
    /** Its application is a listener that is called on the ring loop. */
    TOTEMIC_LOOP(true, true, "#5d6d7e"),
    COROSYNC_KNET(true, false, "#c0392b"),
    COROSYNC_UDPU(false, false, "#d68910"),
    JGROUPS_TCP(false, true, "#1e8449"),
    JGROUPS_UDP(false, true, "#7d3c98");

    private final boolean hasCrypto;
    private final boolean isJvm;
    private final String colour;

    Contender(final boolean hasCrypto, final boolean isJvm, final String colour) {
        this.hasCrypto = hasCrypto;
        this.isJvm = isJvm;
        this.colour = colour;
    }

    /** Whether it can be measured so. Corosync refuses encryption over udpu; that of JGroups is not compared. */
    boolean supports(final Setting setting) {
        return hasCrypto || !setting.isEncrypted();
    }

    /** Whether it compiles while it runs, and so is slower at first. */
    boolean isJvm() {
        return isJvm;
    }

    boolean isTotemic() {
        return this == TOTEMIC || this == TOTEMIC_ACTOR || this == TOTEMIC_LOOP;
    }

    boolean isCorosync() {
        return this == COROSYNC_KNET || this == COROSYNC_UDPU;
    }

    /** Its line in plots. */
    String colour() {
        return colour;
    }

    /** As it is written on the command line and in results. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reverse of {@link #label()}, empty if there is none. */
    static Optional<Contender> ofLabel(final String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(Contender::label).toList();
    }
}
