/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The algebra of node sets against the one of the JDK, on few ids so that sets overlap, some of them above 2^31. */
class NodeSetProperties {

    @Provide
    Arbitrary<NodeId> node() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(-3, -1))
                .map(NodeId::new);
    }

    @Provide
    Arbitrary<List<NodeId>> nodes() {
        return node().list().ofMaxSize(8);
    }

    @Property
    void shouldHoldEachNodeOnceInUnsignedOrder(@ForAll("nodes") final List<NodeId> nodes) {
        final NodeSet set = NodeSet.copyOf(nodes);
        final NavigableSet<NodeId> model = model(nodes);
        final List<NodeId> iterated = new ArrayList<>();
        set.forEach(iterated::add);

        assertThat(iterated).containsExactlyElementsOf(model);
        assertThat(set.asList()).containsExactlyElementsOf(model);
        assertThat(set.size()).isEqualTo(model.size());
        assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
        for (int id = -4; id <= 7; id++) {
            assertThat(set.indexOf(id) >= 0).isEqualTo(id != 0 && model.contains(new NodeId(id)));
        }
        for (int i = 0; i < set.size(); i++) {
            assertThat(set.indexOf(set.get(i))).isEqualTo(i);
            assertThat(set.indexOf(set.get(i).value())).isEqualTo(i);
        }
    }

    @Property
    void shouldUniteSubtractAndIntersect(
            @ForAll("nodes") final List<NodeId> left, @ForAll("nodes") final List<NodeId> right) {
        final NodeSet a = NodeSet.copyOf(left);
        final NodeSet b = NodeSet.copyOf(right);
        final NavigableSet<NodeId> union = model(left);
        union.addAll(right);
        final NavigableSet<NodeId> difference = model(left);
        difference.removeAll(right);
        final NavigableSet<NodeId> intersection = model(left);
        intersection.retainAll(right);

        assertThat(a.plus(b)).isEqualTo(NodeSet.copyOf(union)).containsExactlyElementsOf(union);
        assertThat(a.minus(b)).isEqualTo(NodeSet.copyOf(difference)).containsExactlyElementsOf(difference);
        assertThat(a.and(b)).isEqualTo(NodeSet.copyOf(intersection)).containsExactlyElementsOf(intersection);
        assertThat(a.isSubsetOf(b)).isEqualTo(model(right).containsAll(left));
        assertThat(a.equals(b)).isEqualTo(model(left).equals(model(right)));
        if (a.equals(b)) {
            assertThat(a).hasSameHashCodeAs(b);
        }
    }

    @Property
    void shouldAddAndRemoveOneNode(@ForAll("nodes") final List<NodeId> nodes, @ForAll("node") final NodeId node) {
        final NodeSet set = NodeSet.copyOf(nodes);
        final NavigableSet<NodeId> with = model(nodes);
        with.add(node);
        final NavigableSet<NodeId> without = model(nodes);
        without.remove(node);

        assertThat(set.plus(node)).containsExactlyElementsOf(with);
        assertThat(set.minus(node)).containsExactlyElementsOf(without);
        assertThat(set.contains(node)).isEqualTo(nodes.contains(node));
    }

    @Property
    void shouldPassTheTokenInAscendingOrderAndRound(@ForAll("nodes") final List<NodeId> nodes) {
        final NodeSet set = NodeSet.copyOf(nodes);
        for (final NodeId node : set) {
            final NodeId higher = model(nodes).higher(node);
            assertThat(set.successorOf(node)).isEqualTo(higher == null ? set.lowest() : higher);
        }
    }

    @Example
    void shouldPrintAsCorosyncListsNodes() {
        assertThat(NodeSet.EMPTY).hasToString("");
        assertThat(NodeSet.of(new NodeId(-1), new NodeId(3), new NodeId(1))).hasToString("1 3 4294967295");
    }

    @Example
    void shouldNameWhatIsNotThere() {
        assertThat(NodeSet.EMPTY.contains(null)).isFalse();
        assertThatThrownBy(NodeSet.EMPTY::lowest).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> NodeSet.of(new NodeId(1)).successorOf(new NodeId(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node 2 is not in 1");
    }

    private static NavigableSet<NodeId> model(final List<NodeId> nodes) {
        final NavigableSet<NodeId> model = new TreeSet<>(Comparator.comparingLong(NodeId::unsigned));
        model.addAll(nodes);
        return model;
    }
}
