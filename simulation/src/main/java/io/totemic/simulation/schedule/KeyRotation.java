/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.schedule;

import io.totemic.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws how operators change the key of the cluster: the second key comes to most nodes, one after another; it is activated, often too
 * early and by several; now and then it is rolled back; then the first one is dropped. At the end the second key is at every node,
 * so that all can find together again. Used once.
 */
final class KeyRotation {

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int FIRST = 1;
    private static final int SECOND = 2;

    /** One node of so many gets the second key only at the end. */
    private static final int FORGOTTEN_ONES = 20;

    private static final int ATTACK_INTERVAL_MAX_MS = 50;

    private final SplittableRandom random;
    private final int nodes;
    private final long durationNs;

    KeyRotation(final SplittableRandom random, final int nodes, final long durationNs) {
        this.random = random;
        this.nodes = nodes;
        this.durationNs = durationNs;
    }

    void addTo(final List<Step> steps, final Map<String, String> settings) {
        settings.put(Scenario.ATTACKER, Integer.toString(1 + random.nextInt(ATTACK_INTERVAL_MAX_MS)));
        long at = 1 + random.nextLong(durationNs / 3);
        for (int node = 1; node <= nodes; node++) {
            if (random.nextInt(FORGOTTEN_ONES) != 0) {
                add(steps, at + random.nextLong(2 * SECOND_NS), new Action.LoadKey(NodeId.of(node)));
            }
            add(steps, durationNs, new Action.LoadKey(NodeId.of(node)));
        }
        at = activate(steps, at + random.nextLong(3 * SECOND_NS), SECOND);
        for (int rollbacks = random.nextInt(3); rollbacks > 0; rollbacks--) {
            at = activate(steps, at, FIRST);
            at = activate(steps, at, SECOND);
        }
        if (random.nextInt(4) != 0) {
            retire(steps, at);
        }
    }

    /** Wanted by several, sometimes at once. */
    private long activate(final List<Step> steps, final long fromNs, final int key) {
        long at = fromNs;
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            add(steps, at, new Action.ActivateKey(anyNode(), key));
            at += random.nextInt(3) == 0 ? random.nextLong(SECOND_NS / 1000) : random.nextLong(SECOND_NS);
        }
        return at;
    }

    /** Until it works: an operator who is refused because a key is still sealed with activates the other one first. */
    private void retire(final List<Step> steps, final long fromNs) {
        for (long at = fromNs; at < durationNs; at += 1 + random.nextLong(4 * SECOND_NS)) {
            if (random.nextBoolean()) {
                add(steps, at, new Action.ActivateKey(anyNode(), SECOND));
            }
            add(steps, at + random.nextLong(SECOND_NS / 10), new Action.RetireKey(anyNode(), FIRST));
        }
    }

    private void add(final List<Step> steps, final long atNs, final Action action) {
        steps.add(new Step(Math.min(atNs, durationNs), action));
    }

    private NodeId anyNode() {
        return NodeId.of(1 + random.nextInt(nodes));
    }
}
