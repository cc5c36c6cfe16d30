/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import static io.totemic.protocol.group.ChangeReason.LEAVE;
import static io.totemic.protocol.group.ChangeReason.PROCDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GroupDirectoryTest {

    private final GroupDirectory directory = new GroupDirectory();

    @Example
    void shouldTellOfEachJoinAndLeaveOnce() {
        assertThat(directory.onJoin(member(1, 1), "g")).isEqualTo(change("g", "1/1", "1/1 JOIN", ""));
        assertThat(directory.onJoin(member(2, 1), "g")).isEqualTo(change("g", "1/1 2/1", "2/1 JOIN", ""));
        assertThat(directory.onJoin(member(2, 1), "g")).isNull();
        assertThat(directory.onLeave(member(1, 1), LEAVE)).isEqualTo(change("g", "2/1", "", "1/1 LEAVE"));
        assertThat(directory.onLeave(member(1, 1), LEAVE)).isNull();
        assertThat(directory.onLeave(member(2, 1), PROCDOWN)).isEqualTo(change("g", "", "", "2/1 PROCDOWN"));
        assertThat(directory.groupOf(member(2, 1))).isNull();
    }

    @Example
    void shouldListMembersByUnsignedNodeAndNumber() {
        directory.onJoin(member(-1, 1), "g");
        directory.onJoin(member(2, -1), "g");
        directory.onJoin(member(2, 9), "g");
        directory.onJoin(member(1, 3), "other");

        assertThat(directory.membersOf("g")).containsExactly(member(2, 9), member(2, -1), member(-1, 1));
        assertThat(directory.membersOn(new NodeId(2))).isEqualTo(Map.of("g", List.of(9, -1)));
        assertThat(directory.groups())
                .isEqualTo(Map.of(
                        "g", List.of(member(2, 9), member(2, -1), member(-1, 1)), "other", List.of(member(1, 3))));
        assertThat(directory.membersOn(new NodeId(5))).isEmpty();
    }

    /** Members of a node that did not come along are gone with it. */
    @Example
    void shouldLoseTheMembersOfANodeThatWentDown() {
        join("1/1 a", "2/1 a", "3/1 a", "3/2 b");

        assertThat(synchronise("1 2", "1/1 a", "2/1 a"))
                .containsExactly(change("a", "1/1 2/1", "", "3/1 NODEDOWN"), change("b", "", "", "3/2 NODEDOWN"));
    }

    @Example
    void shouldGainTheMembersOfANodeThatCameUp() {
        join("1/1 a");

        assertThat(synchronise("1", "1/1 a", "2/1 a", "2/2 a", "2/3 b"))
                .containsExactly(
                        change("a", "1/1 2/1 2/2", "2/1 NODEUP 2/2 NODEUP", ""), change("b", "2/3", "2/3 NODEUP", ""));
    }

    /** A companion that no longer lists a member has lost it in between. */
    @Example
    void shouldLoseAMemberThatItsNodeNoLongerLists() {
        join("1/1 a", "2/1 a", "2/2 a");

        assertThat(synchronise("1 2", "1/1 a", "2/2 a")).containsExactly(change("a", "1/1 2/2", "", "2/1 PROCDOWN"));
    }

    /** Whoever left and came back between two synchronisations has not seen what was delivered here: first gone, then new. */
    @Example
    void shouldTellOfTheLossBeforeTheReturn() {
        join("1/1 a", "2/1 b", "2/2 a");

        assertThat(synchronise("1", "1/1 a", "2/1 b", "2/2 a"))
                .containsExactly(
                        change("a", "1/1", "", "2/2 NODEDOWN"),
                        change("b", "", "", "2/1 NODEDOWN"),
                        change("a", "1/1 2/2", "2/2 NODEUP", ""),
                        change("b", "2/1", "2/1 NODEUP", ""));
    }

    @Example
    void shouldKnowTheMembersBetweenTheLossesAndTheReturns() {
        join("1/1 a", "2/2 a");
        final TreeMap<NodeId, byte[]> lists = new TreeMap<>();
        lists.put(new NodeId(1), CpgMessage.joinList(new TreeMap<>(Map.of("a", List.of(1)))));
        lists.put(new NodeId(2), CpgMessage.joinList(new TreeMap<>(Map.of("a", List.of(2)))));

        final DirectoryMerge merge = directory.onSynchronised(NodeSet.of(new NodeId(1)), lists);

        assertThat(merge.beforeJoins()).isEqualTo(Map.of("a", List.of(member(1, 1))));
        assertThat(directory.membersOf("a")).containsExactly(member(1, 1), member(2, 2));
    }

    @Example
    void shouldTellNothingWhenNothingChanged() {
        join("1/1 a", "2/1 a");

        assertThat(synchronise("1 2", "1/1 a", "2/1 a")).isEmpty();
    }

    private record Step(int kind, int node, int number, int companions) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        final Arbitrary<Integer> small = Arbitraries.integers().between(1, 4);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        small,
                        small,
                        Arbitraries.integers().between(0, 15))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    /** V1: members are the previous ones without those that left and with those that joined; nobody joins twice. */
    @Property(tries = 500)
    void shouldKeepTheAlgebraOfViews(@ForAll("steps") final List<Step> steps) {
        final GroupDirectory tested = new GroupDirectory();
        final Map<String, TreeSet<GroupMember>> views = new HashMap<>();
        for (final Step step : steps) {
            final GroupMember member = member(step.node, step.number);
            final List<MembershipChange> changes = new ArrayList<>();
            if (step.kind < 3) {
                changes.add(tested.onJoin(member, "g" + step.number % 3));
            } else if (step.kind < 5) {
                changes.add(tested.onLeave(member, LEAVE));
            } else {
                final List<NodeId> companions = new ArrayList<>();
                final TreeMap<NodeId, byte[]> lists = new TreeMap<>();
                for (int node = 1; node <= 4; node++) {
                    final NodeId id = new NodeId(node);
                    if ((step.companions >> (node - 1) & 1) != 0) {
                        companions.add(id);
                        lists.put(id, CpgMessage.joinList(tested.membersOn(id)));
                    } else if (node == step.node) {
                        lists.put(
                                id,
                                CpgMessage.joinList(
                                        new TreeMap<>(Map.of("g" + step.number % 3, List.of(step.number)))));
                    }
                }
                changes.addAll(inOrder(tested.onSynchronised(NodeSet.copyOf(companions), lists)));
            }
            changes.removeIf(change -> change == null);
            for (final MembershipChange change : changes) {
                final TreeSet<GroupMember> view = views.computeIfAbsent(change.group(), name -> new TreeSet<>());
                assertThat(view).noneMatch(present -> change.joined().containsKey(present));
                assertThat(view).containsAll(change.left().keySet());
                assertThat(change.joined().size() + change.left().size()).isPositive();
                view.removeAll(change.left().keySet());
                view.addAll(change.joined().keySet());
                assertThat(change.members()).containsExactlyElementsOf(view);
            }
        }
        views.forEach((group, view) -> assertThat(tested.membersOf(group)).containsExactlyElementsOf(view));
    }

    private void join(final String... members) {
        for (final String text : members) {
            final String[] parts = text.split(" ", -1);
            directory.onJoin(member(parts[0]), parts[1]);
        }
    }

    private List<MembershipChange> synchronise(final String companions, final String... listed) {
        final TreeMap<NodeId, TreeMap<String, List<Integer>>> byNode = new TreeMap<>();
        for (final String text : listed) {
            final String[] parts = text.split(" ", -1);
            final GroupMember member = member(parts[0]);
            byNode.computeIfAbsent(member.node(), node -> new TreeMap<>())
                    .computeIfAbsent(parts[1], group -> new ArrayList<>())
                    .add(member.number());
        }
        final TreeMap<NodeId, byte[]> lists = new TreeMap<>();
        byNode.forEach((node, members) -> lists.put(node, CpgMessage.joinList(members)));
        final List<NodeId> nodes = new ArrayList<>();
        for (final String node : companions.split(" ", -1)) {
            nodes.add(new NodeId(Integer.parseInt(node)));
        }
        return inOrder(directory.onSynchronised(NodeSet.copyOf(nodes), lists));
    }

    private static List<MembershipChange> inOrder(final DirectoryMerge merge) {
        final List<MembershipChange> changes = new ArrayList<>(merge.left().values());
        changes.addAll(merge.joined().values());
        return changes;
    }

    private static MembershipChange change(
            final String group, final String members, final String joined, final String left) {
        final List<GroupMember> list = new ArrayList<>();
        for (final String text : words(members)) {
            list.add(member(text));
        }
        return new MembershipChange(group, list, reasons(joined), reasons(left));
    }

    private static SortedMap<GroupMember, ChangeReason> reasons(final String text) {
        final TreeMap<GroupMember, ChangeReason> reasons = new TreeMap<>();
        final List<String> words = words(text);
        for (int i = 0; i < words.size(); i += 2) {
            reasons.put(member(words.get(i)), ChangeReason.valueOf(words.get(i + 1)));
        }
        return reasons;
    }

    private static List<String> words(final String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static GroupMember member(final String text) {
        final String[] parts = text.split("/", -1);
        return member(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static GroupMember member(final int node, final int number) {
        return new GroupMember(new NodeId(node), number);
    }
}
