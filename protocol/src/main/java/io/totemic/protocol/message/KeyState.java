/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

/**
 * How far a node is in changing the key of its cluster.
 *
 * @param activation how often another key became the one that all seal with, as far as the node knows; from 0
 * @param active id of the key that it seals with, 1..65535; 0 without one
 * @param retired id of the key that it dropped last, 0 if it dropped none
 */
public record KeyState(long activation, int active, int retired) {

    /** Of a node without keys. */
    public static final KeyState NONE = new KeyState(0, 0, 0);
}
