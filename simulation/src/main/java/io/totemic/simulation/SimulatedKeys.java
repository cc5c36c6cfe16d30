/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

import io.totemic.NodeSettings;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.crypto.CipherSuite;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.CryptoModel;
import io.totemic.protocol.message.KeyState;
import io.totemic.simulation.schedule.Action;
import io.totemic.totem.keys.KeyStore;
import io.totemic.totem.keys.Rekeying;
import io.totemic.totem.keys.core.KeyChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/** The key files of one node and what it keeps of keys, which outlive its incarnations; and its operator. */
final class SimulatedKeys {

    /** The keys of the cluster, the one that it begins with first. */
    static final List<ClusterKey> ALL = List.of(Attacker.key(1), Attacker.key(3));

    private final NodeId node;
    private final SimulatedNetwork network;
    private final List<ClusterKey> files = new ArrayList<>(List.of(ALL.get(0)));
    private KeyState state = KeyState.NONE;
    private KeyCounts counts = KeyCounts.NONE;

    SimulatedKeys(final NodeId node, final SimulatedNetwork network) {
        this.node = node;
        this.network = network;
    }

    /** What an incarnation that starts now finds. */
    NodeSettings.Protection protection() {
        return new NodeSettings.Protection(files, state, CipherSuite.AES_256_GCM, CryptoModel.JDK);
    }

    /** Id of the key that the node seals with, or began with. */
    int active() {
        return state.active() == 0 ? ALL.get(0).keyId() : state.active();
    }

    KeyCounts counts() {
        return counts;
    }

    /** What one incarnation keeps. */
    KeyStore store(final SimulatedNode incarnation) {
        return new KeyStore() {
            @Override
            public void store(final KeyState next) {
                if (!incarnation.isDead()) {
                    counts = counts.plus(new KeyCounts(next.active() == active() ? 0 : 1, 0));
                    state = next;
                }
            }

            @Override
            public void retired(final int keyId) {
                if (!incarnation.isDead() && files.removeIf(key -> key.keyId() == keyId)) {
                    counts = counts.plus(new KeyCounts(0, 1));
                    network.retired(node, keyId);
                }
            }
        };
    }

    /** Does what an operator does; {@code running} is null while the node is down. */
    void apply(final Action action, final SimulatedNode running) {
        if (action instanceof Action.LoadKey) {
            final ClusterKey second = ALL.get(1);
            if (files.contains(second)) {
                return;
            }
            files.add(second);
            tell(running, replyTo -> new Rekeying.Load(second, replyTo));
        } else if (action instanceof Action.ActivateKey activate) {
            tell(running, replyTo -> new Rekeying.Activate(id(activate.key()), replyTo));
        } else if (action instanceof Action.RetireKey retire) {
            tell(running, replyTo -> new Rekeying.Retire(id(retire.key()), replyTo));
        }
    }

    private static void tell(
            final SimulatedNode running, final Function<ActorRef<KeyChange>, Rekeying.Command> command) {
        if (running != null) {
            running.tellKeys(command);
        }
    }

    private static int id(final int key) {
        return ALL.get(key - 1).keyId();
    }
}
