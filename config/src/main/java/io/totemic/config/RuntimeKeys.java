/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names the effective values of section totem as Corosync's cmap does. Source: cmap_keys(7), runtime.config.totem. */
final class RuntimeKeys {

    private static final String PREFIX = "runtime.config.totem.";

    private final Map<String, Long> values = new LinkedHashMap<>();

    private RuntimeKeys() {}

    static Map<String, Long> of(final TotemConfig totem) {
        final RuntimeKeys keys = new RuntimeKeys();
        keys.add("token", totem.tokenMs());
        keys.add("token_retransmit", totem.tokenRetransmitMs());
        keys.add("token_retransmits_before_loss_const", totem.tokenRetransmitsBeforeLoss());
        keys.add("token_warning", totem.tokenWarningPercent());
        keys.add("hold", totem.holdMs());
        keys.add("join", totem.joinMs());
        keys.add("send_join", totem.sendJoinMs());
        keys.add("consensus", totem.consensusMs());
        keys.add("merge", totem.mergeMs());
        keys.add("fail_recv_const", totem.failRecvConst());
        keys.add("seqno_unchanged_const", totem.seqnoUnchangedConst());
        keys.add("heartbeat_failures_allowed", totem.heartbeatFailuresAllowed());
        keys.add("max_network_delay", totem.maxNetworkDelayMs());
        keys.add("heartbeat", totem.heartbeatMs());
        keys.add("window_size", totem.windowSizeMessages());
        keys.add("max_messages", totem.maxMessages());
        keys.add("accelerated_window", totem.acceleratedWindowMessages());
        keys.add("miss_count_const", totem.missCountConst());
        // Not a choice: frames of unknown nodes are always dropped.
        keys.add("block_unlisted_ips", 1);
        keys.add("cancel_token_hold_on_retransmit", totem.cancelTokenHoldOnRetransmit() ? 1 : 0);
        return Collections.unmodifiableMap(keys.values);
    }

    private void add(final String name, final int value) {
        values.put(PREFIX + name, (long) value);
    }
}
