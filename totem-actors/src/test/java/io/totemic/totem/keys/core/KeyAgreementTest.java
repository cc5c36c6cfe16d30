/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.KeyStatus.MemberKeys;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.KeyState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Three nodes and the order that their messages travel in. */
class KeyAgreementTest {

    private static final int OLD = 0xA000;
    private static final int NEW = 0xB000;
    private static final int THIRD = 0xC000;
    private static final NodeSet ALL = nodes(1, 2, 3);

    private final Map<NodeId, Node> nodes = new TreeMap<>();
    private long ringSeq;

    /** A core and what it wanted. */
    private static final class Node implements KeyEffect.Handler {
        private final NodeId self;
        private final KeyAgreement core;
        private final Effects<KeyEffect> effects = new Effects<>();
        private final Deque<byte[]> submitted = new ArrayDeque<>();
        private final List<Guarantee> guarantees = new ArrayList<>();
        private final List<String> done = new ArrayList<>();
        private final List<KeyChange> answers = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private byte[] contribution;

        private Node(final int self, final List<Integer> keys, final KeyState stored) {
            this.self = NodeId.of(self);
            core = new KeyAgreement(this.self, ALL, keys, stored);
        }

        private void apply() {
            effects.drainTo(effect -> effect.applyTo(this));
        }

        @Override
        public void contribute(final KeyEffect.Contribute effect) {
            contribution = effect.contribution();
        }

        @Override
        public void submit(final KeyEffect.Submit effect) {
            submitted.add(effect.message());
            guarantees.add(effect.guarantee());
        }

        @Override
        public void activate(final KeyEffect.Activate effect) {
            done.add("seal " + Integer.toHexString(effect.keyId()));
        }

        @Override
        public void drop(final KeyEffect.Drop effect) {
            done.add("drop " + Integer.toHexString(effect.keyId()));
        }

        @Override
        public void store(final KeyEffect.Store effect) {
            assertThat(effect.state().active()).isNotZero();
        }

        @Override
        public void close(final KeyEffect.Close effect) {
            if (!effect.peers().isEmpty()) {
                done.add("close " + effect.peers());
            }
        }

        @Override
        public void answer(final KeyEffect.Answer effect) {
            answers.add(effect.result());
        }

        @Override
        public void log(final KeyEffect.Log effect) {
            if (effect.isWarning()) {
                warnings.add(effect.sentence());
            }
        }
    }

    @Test
    void shouldSealWithTheNewKeyWhenAllHaveLoadedItAndDropTheOldOneWhenToldTo() {
        startAll();
        load(1, 2, 3);
        assertThat(activate(1, NEW)).isEqualTo(new KeyChange.Made(new KeyState(1, NEW, 0), NodeSet.EMPTY));
        assertThat(retire(2, OLD)).isEqualTo(new KeyChange.Made(new KeyState(1, NEW, OLD), NodeSet.EMPTY));

        for (final Node node : nodes.values()) {
            assertThat(node.done).containsExactly("seal b000", "drop a000");
            assertThat(node.core.status().live()).containsExactly(NEW);
        }
    }

    @Test
    void shouldNameTheMembersThatHaveNotLoadedTheKey() {
        startAll();
        load(1, 3);

        assertThat(activate(1, NEW)).isEqualTo(new KeyChange.Refused("nodes 2 have not loaded key b000"));
        assertThat(nodes.get(NodeId.of(1)).done).isEmpty();
        load(2);
        assertThat(activate(1, NEW)).isInstanceOf(KeyChange.Made.class);
    }

    /** Node 3 is down: the others go on, and it is named. */
    @Test
    void shouldNotWaitForWhoIsNoMember() {
        startAll();
        load(1, 2);
        ring(1, 2);

        assertThat(activate(1, NEW)).isEqualTo(new KeyChange.Made(new KeyState(1, NEW, 0), nodes(3)));
        assertThat(nodes.get(NodeId.of(2)).done).containsExactly("seal b000", "close 3");
        assertThat(nodes.get(NodeId.of(1)).core.status().nodes().get(2).keys()).isEmpty();
    }

    @Test
    void shouldRollBackWhileBothKeysAreLive() {
        startAll();
        load(1, 2, 3);
        activate(1, NEW);

        assertThat(activate(3, OLD)).isEqualTo(new KeyChange.Made(new KeyState(2, OLD, 0), NodeSet.EMPTY));
        assertThat(activate(3, OLD)).isEqualTo(new KeyChange.Refused("key a000 is active already"));
        assertThat(nodes.get(NodeId.of(1)).done).containsExactly("seal b000", "seal a000");
    }

    @Test
    void shouldNotDropAKeyThatIsSealedWith() {
        startAll();
        load(1, 2, 3);

        assertThat(retire(1, OLD))
                .isEqualTo(new KeyChange.Refused("nodes 1 2 3 seal with key a000, another one must be active first"));
        assertThat(retire(1, THIRD)).isEqualTo(new KeyChange.Refused("key c000 is loaded at no member"));
        // The new one was a mistake.
        assertThat(retire(1, NEW)).isInstanceOf(KeyChange.Made.class);
        assertThat(nodes.get(NodeId.of(3)).done).containsExactly("drop b000");
    }

    /** Whoever has not received the activation still seals with the old key, so it must not be dropped before. */
    @Test
    void shouldRetireWithASafeMessage() {
        startAll();
        load(1, 2, 3);
        final Node node = nodes.get(NodeId.of(1));
        node.guarantees.clear();
        activate(1, NEW);
        retire(1, OLD);

        assertThat(node.guarantees).containsExactly(Guarantee.AGREED, Guarantee.SAFE);
    }

    @Test
    void shouldTakeNoThirdKeyAndNoRetiredOne() {
        startAll();
        load(1, 2, 3);
        final Node node = nodes.get(NodeId.of(1));
        assertThat(node.core.onLoad(THIRD, node.effects))
                .isEqualTo("keys a000 and b000 are loaded, one of them must be retired first");
        assertThat(node.core.onLoad(NEW, node.effects)).isEqualTo("key b000 is loaded already");
        activate(1, NEW);
        retire(1, OLD);
        assertThat(node.core.onLoad(OLD, node.effects)).isEqualTo("key a000 was retired, must be a new one");
        assertThat(node.core.onLoad(THIRD, node.effects)).isNull();
    }

    @Test
    void shouldAnswerTryAgainWhileAConfigurationIsOnItsWay() {
        startAll();
        final Node node = nodes.get(NodeId.of(1));
        node.core.onSuspended();
        node.core.onActivateWanted(NEW, 7, node.effects);
        node.apply();

        assertThat(node.answers).containsExactly(new KeyChange.TryAgain("a configuration is on its way"));
        assertThat(node.submitted).isEmpty();
    }

    /** Node 3 has both keys from its files and knows of no activation. */
    @Test
    void shouldLetARestartedNodeFollowTheHighestActivation() {
        startAll();
        load(1, 2, 3);
        ring(1, 2);
        activate(1, NEW);
        start(3, List.of(OLD, NEW), KeyState.NONE);
        ring(1, 2, 3);

        assertThat(nodes.get(NodeId.of(3)).done).containsExactly("seal b000");
        assertThat(nodes.get(NodeId.of(3)).core.state()).isEqualTo(new KeyState(1, NEW, 0));
        // The members judge by what was ordered, and so node 3 has said it there.
        assertThat(retire(1, OLD)).isInstanceOf(KeyChange.Made.class);
    }

    /** The key was rolled back on one side of a partition, and dropped on the other. */
    @Test
    void shouldFollowWhoHasDroppedTheKeyWhateverTheNumbersAre() {
        startAll();
        load(1, 2, 3);
        activate(1, NEW);
        ring(3);
        activate(3, OLD);
        ring(1, 2);
        retire(1, OLD);
        final Node three = nodes.get(NodeId.of(3));
        three.done.clear();
        three.core.onPeerTold(NodeId.of(1), nodes.get(NodeId.of(1)).core.state(), three.effects);
        three.apply();

        assertThat(three.done).containsExactly("seal b000", "close 2");
        three.done.clear();
        ring(1, 2, 3);
        assertThat(three.done).containsExactly("drop a000");
        assertThat(three.core.state()).isEqualTo(new KeyState(2, NEW, OLD));
        assertThat(nodes.get(NodeId.of(1)).core.state()).isEqualTo(new KeyState(2, NEW, OLD));
    }

    @Test
    void shouldNotFollowWhereItHasNoKey() {
        startAll();
        final Node three = nodes.get(NodeId.of(3));
        three.core.onPeerTold(NodeId.of(1), new KeyState(5, NEW, 0), three.effects);
        three.apply();

        assertThat(three.done).isEmpty();
        assertThat(three.core.state()).isEqualTo(new KeyState(0, OLD, 0));
    }

    @Test
    void shouldGoOnWhereItStopped() {
        assertThat(new KeyAgreement(NodeId.of(1), ALL, List.of(OLD, NEW), new KeyState(3, NEW, 0)).state())
                .isEqualTo(new KeyState(3, NEW, 0));
        // The power failed between dropping the key and renaming the file.
        assertThat(KeyAgreement.liveAtStart(List.of(OLD, NEW), new KeyState(3, NEW, OLD)))
                .containsExactly(NEW);
        // The operator has put another key there.
        assertThat(new KeyAgreement(NodeId.of(1), ALL, List.of(THIRD), new KeyState(3, NEW, OLD)).state())
                .isEqualTo(new KeyState(0, THIRD, 0));
    }

    @Test
    void shouldPassOverWhatIsNoMessage() {
        startAll();
        final Node node = nodes.get(NodeId.of(1));
        final byte[] told =
                KeyCodec.encode(new KeyMessage.Told(new MemberKeys(new KeyState(1, NEW, 0), List.of(OLD, NEW))));
        for (int length = 0; length < told.length; length++) {
            assertThat(KeyCodec.decode(Arrays.copyOf(told, length))).isNull();
        }
        final byte[] manyKeys = told.clone();
        manyKeys[13] = 120;
        assertThat(KeyCodec.decode(manyKeys)).isNull();
        node.core.onMessage(NodeId.of(2), manyKeys, node.effects);
        node.core.onMessage(NodeId.of(2), new byte[0], node.effects);
        assertThat(node.effects.isEmpty()).isTrue();
    }

    private void startAll() {
        for (int node = 1; node <= 3; node++) {
            start(node, List.of(OLD), KeyState.NONE);
        }
        ring(1, 2, 3);
    }

    private void start(final int node, final List<Integer> keys, final KeyState stored) {
        nodes.put(NodeId.of(node), new Node(node, keys, stored));
    }

    private void ring(final int... of) {
        final NodeSet members = nodes(of);
        ringSeq += 4;
        final TreeMap<NodeId, byte[]> contributions = new TreeMap<>();
        for (final NodeId member : members) {
            final Node node = nodes.get(member);
            node.core.onSuspended();
            node.core.onConfiguration(new RingId(members.lowest(), ringSeq), members, node.effects);
            node.apply();
            contributions.put(member, node.contribution);
        }
        for (final NodeId member : members) {
            nodes.get(member).core.onSynchronised(contributions, nodes.get(member).effects);
            nodes.get(member).apply();
        }
        deliver(members);
    }

    /** Everything that was submitted, to all members in one order. */
    private void deliver(final NodeSet members) {
        for (final NodeId sender : members) {
            while (!nodes.get(sender).submitted.isEmpty()) {
                final byte[] message = nodes.get(sender).submitted.poll();
                for (final NodeId member : members) {
                    nodes.get(member).core.onMessage(sender, message, nodes.get(member).effects);
                    nodes.get(member).apply();
                }
            }
        }
    }

    private void load(final int... of) {
        for (final int node : of) {
            final Node at = nodes.get(NodeId.of(node));
            assertThat(at.core.onLoad(NEW, at.effects)).isNull();
            at.apply();
        }
        deliver(membersNow());
    }

    private KeyChange activate(final int at, final int keyId) {
        final Node node = nodes.get(NodeId.of(at));
        node.core.onActivateWanted(keyId, 1, node.effects);
        return answerOf(node);
    }

    private KeyChange retire(final int at, final int keyId) {
        final Node node = nodes.get(NodeId.of(at));
        node.core.onRetireWanted(keyId, 1, node.effects);
        return answerOf(node);
    }

    private KeyChange answerOf(final Node node) {
        node.answers.clear();
        node.apply();
        deliver(node.core.status().nodes().stream()
                .filter(each -> each.keys().isPresent())
                .map(each -> NodeSet.of(each.node()))
                .reduce(NodeSet.EMPTY, NodeSet::plus));
        assertThat(node.answers).hasSize(1);
        return node.answers.get(0);
    }

    private NodeSet membersNow() {
        return nodes.keySet().stream().map(NodeSet::of).reduce(NodeSet.EMPTY, NodeSet::plus);
    }

    private static NodeSet nodes(final int... ids) {
        NodeSet nodes = NodeSet.EMPTY;
        for (final int id : ids) {
            nodes = nodes.plus(NodeId.of(id));
        }
        return nodes;
    }
}
