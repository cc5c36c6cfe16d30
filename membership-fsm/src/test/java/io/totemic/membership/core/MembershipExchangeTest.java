/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import static io.totemic.membership.core.FsmDriver.node;
import static io.totemic.membership.core.FsmDriver.nodes;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several state machines together, over a network that loses nothing within a partition. */
class MembershipExchangeTest {

    private static final long LIMIT_NS = 60_000_000_000L;
    private static final int SEEDS = 40;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void shouldFormOneRing(final int count) {
        final NodeSet all = firstNodes(count);
        final FsmExchange exchange = new FsmExchange(all, null);

        exchange.startAll();

        assertThat(exchange.settles(LIMIT_NS, all)).isTrue();
        assertOneRing(exchange, all);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void shouldFormARingOfTheRestWhenOneIsCutOff(final int count) {
        final NodeSet all = firstNodes(count);
        for (final NodeId cutOff : all) {
            final FsmExchange exchange = new FsmExchange(all, null);
            exchange.startAll();
            assertThat(exchange.settles(LIMIT_NS, all)).isTrue();
            final NodeSet rest = all.minus(cutOff);

            exchange.divide(rest);

            assertThat(exchange.settles(LIMIT_NS, rest, NodeSet.of(cutOff))).isTrue();
            assertOneRing(exchange, rest);
            for (final NodeId member : rest) {
                assertThat(exchange.installed(member).transitional()).isEqualTo(rest);
                assertThat(exchange.installed(member).left()).isEqualTo(NodeSet.of(cutOff));
                assertThat(exchange.lastEntered(member).failed()).isEqualTo(NodeSet.of(cutOff));
            }
        }
    }

    @Test
    void shouldNotCallALeaverFailed() {
        final NodeSet all = firstNodes(3);
        final NodeSet rest = nodes(1, 3);
        final FsmExchange exchange = new FsmExchange(all, null);
        exchange.startAll();
        assertThat(exchange.settles(LIMIT_NS, all)).isTrue();
        final long leftAtNs = exchange.nowNs();

        exchange.leave(node(2));

        assertThat(exchange.settles(LIMIT_NS, rest)).isTrue();
        assertThat(exchange.nowNs() - leftAtNs).isLessThan(FsmDriver.TOKEN_NS);
        assertThat(exchange.lastEntered(node(1)).left()).isEqualTo(nodes(2));
        assertThat(exchange.lastEntered(node(1)).failed()).isEqualTo(NodeSet.EMPTY);
    }

    @Test
    void shouldMergeTwoRings() {
        final NodeSet all = firstNodes(5);
        final NodeSet low = nodes(1, 4);
        final NodeSet high = nodes(2, 3, 5);
        final FsmExchange exchange = new FsmExchange(all, null);
        exchange.divide(low, high);
        exchange.startAll();
        assertThat(exchange.settles(LIMIT_NS, low, high)).isTrue();

        exchange.divide(all);

        assertThat(exchange.settles(LIMIT_NS, all)).isTrue();
        assertOneRing(exchange, all);
        assertThat(exchange.installed(node(4)).transitional()).isEqualTo(low);
        assertThat(exchange.installed(node(4)).joined()).isEqualTo(high);
        assertThat(exchange.installed(node(5)).transitional()).isEqualTo(high);
        assertThat(exchange.installed(node(5)).left()).isEqualTo(NodeSet.EMPTY);
    }

    /** Frames of different senders overtake each other on any real network. */
    @Test
    void shouldSettleWhateverTheOrderOfArrival() {
        final NodeSet all = firstNodes(5);
        final NodeSet low = nodes(1, 4);
        final NodeSet high = nodes(2, 3, 5);
        for (int seed = 0; seed < SEEDS; seed++) {
            final FsmExchange exchange = new FsmExchange(all, new Random(seed));
            exchange.startAll();
            assertThat(exchange.settles(LIMIT_NS, all))
                    .as("start, seed %d", seed)
                    .isTrue();
            exchange.divide(low, high);
            assertThat(exchange.settles(LIMIT_NS, low, high))
                    .as("division, seed %d", seed)
                    .isTrue();
            exchange.divide(all);
            assertThat(exchange.settles(LIMIT_NS, all))
                    .as("merge, seed %d", seed)
                    .isTrue();
            assertOneRing(exchange, all);
        }
    }

    private static void assertOneRing(final FsmExchange exchange, final NodeSet members) {
        for (final NodeId member : members) {
            assertThat(exchange.fsm(member).ringId())
                    .isEqualTo(exchange.fsm(members.lowest()).ringId());
            assertThat(exchange.fsm(member).ringId().representative()).isEqualTo(members.lowest());
            assertThat(exchange.fsm(member).installedMembers()).isEqualTo(members);
        }
    }

    private static NodeSet firstNodes(final int count) {
        NodeSet first = NodeSet.EMPTY;
        for (int i = 1; i <= count; i++) {
            first = first.plus(node(i));
        }
        return first;
    }
}
