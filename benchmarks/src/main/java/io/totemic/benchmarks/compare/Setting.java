/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

/**
 * What all rings that are up at the same time have in common.
 *
 * @param isEncrypted whether frames are encrypted and authenticated: AES-256-GCM in Totemic, aes256 with sha256 in Corosync
 * @param mtuBytes of the links between the nodes
 * @param nodes of each ring
 */
record Setting(boolean isEncrypted, int mtuBytes, int nodes) {

    /** The MTU of Ethernet without jumbo frames. */
    static final int ETHERNET_MTU_BYTES = 1500;

    @Override
    public String toString() {
        return "crypto " + (isEncrypted ? "on" : "off") + ", MTU " + mtuBytes;
    }
}
