/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.crypto.ClusterKey;
import java.util.List;

/**
 * The keys of the cluster as one node knows them, named by their ids.
 *
 * @param encrypted whether there are any
 * @param activation how often another key became the active one
 * @param active the key that this node seals with
 * @param live all that it takes frames of
 * @param retired the one that it dropped last
 * @param nodes of the nodelist
 */
@JsonPropertyOrder({"encrypted", "activation", "active", "live", "retired", "nodes"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeysView(
        boolean encrypted, long activation, String active, List<String> live, String retired, List<NodeView> nodes) {

    /**
     * One node.
     *
     * @param heard whether it is a member now; of others nothing is known
     */
    @JsonPropertyOrder({"node", "heard", "activation", "active", "live"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NodeView(long node, boolean heard, Long activation, String active, List<String> live) {}

    static KeysView of(final KeyStatus status) {
        return new KeysView(
                status.isEncrypted(),
                status.own().activation(),
                name(status.own().active()),
                names(status.live()),
                name(status.own().retired()),
                status.nodes().stream().map(KeysView::of).toList());
    }

    private static NodeView of(final KeyStatus.NodeKeys node) {
        return node.keys()
                .map(keys -> new NodeView(
                        node.node().unsigned(),
                        true,
                        keys.state().activation(),
                        name(keys.state().active()),
                        names(keys.live())))
                .orElseGet(() -> new NodeView(node.node().unsigned(), false, null, null, null));
    }

    private static List<String> names(final List<Integer> keyIds) {
        return keyIds.stream().map(ClusterKey::idText).toList();
    }

    private static String name(final int keyId) {
        return keyId == 0 ? null : ClusterKey.idText(keyId);
    }
}
