/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys.core;

import io.totemic.protocol.Effects;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.Invariants;
import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.KeyStatus.MemberKeys;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.RingId;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.crypto.KeyRing;
import io.totemic.protocol.message.KeyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How the nodes of a cluster change the key that they seal with, without a frame lost.
 *
 * <p>A node loads a second key, opens frames of both from there on, and says so. An activation is judged where it is delivered: if a member
 * has not loaded the key nothing changes; else all members seal with it, each from that place in the order on. Retiring a key is a safe
 * message: when it is delivered, every member has received the activation before it, so none seals with the old key.
 *
 * <p>Activations are numbered. Nodes that were apart follow the highest number, or whoever has dropped the key that they seal with; they hear of it
 * when they answer each other's challenges, before they form a ring, or else when the ring is synchronised.
 *
 * <p>Not thread-safe; called only by its actor.
 */
public final class KeyAgreement {

    private final NodeId self;
    private final NodeSet configured;
    private final List<Integer> live = new ArrayList<>();
    private KeyState state;
    private RingId ringId;
    private NodeSet members = NodeSet.EMPTY;
    private boolean isSynchronised;
    private final TreeMap<NodeId, MemberKeys> known = new TreeMap<>();

    /**
     * Of a node before its first ring.
     *
     * @param configured the nodelist
     * @param found ids of the keys that it has, that of its key file first
     * @param stored what it knew when it last ran
     */
    public KeyAgreement(final NodeId self, final NodeSet configured, final List<Integer> found, final KeyState stored) {
        this.self = self;
        this.configured = configured;
        live.addAll(liveAtStart(found, stored));
        state = live.contains(stored.active())
                ? new KeyState(
                        stored.activation(), stored.active(), live.contains(stored.retired()) ? 0 : stored.retired())
                : new KeyState(0, live.get(0), 0);
    }

    /** Those of the keys of a node's files that it goes on with: not the one that it retired, if there is another. */
    public static List<Integer> liveAtStart(final List<Integer> found, final KeyState stored) {
        final List<Integer> kept =
                found.stream().filter(keyId -> keyId != stored.retired()).toList();
        return kept.isEmpty() ? found : kept;
    }

    /** How far this node is. */
    public KeyState state() {
        return state;
    }

    /** What this node knows of the keys of all. */
    public KeyStatus status() {
        final List<KeyStatus.NodeKeys> nodes = new ArrayList<>();
        for (final NodeId node : configured) {
            final MemberKeys keys = node.equals(self) ? own() : known.get(node);
            nodes.add(new KeyStatus.NodeKeys(node, Optional.ofNullable(keys)));
        }
        return new KeyStatus(true, state, live, nodes);
    }

    /** A ring was installed. */
    public void onConfiguration(final RingId newRingId, final NodeSet newMembers, final Effects<KeyEffect> out) {
        ringId = newRingId;
        members = newMembers;
        isSynchronised = false;
        out.add(new KeyEffect.Contribute(newRingId, KeyCodec.encode(new KeyMessage.Told(own()))));
    }

    /** GATHER was entered. */
    public void onSuspended() {
        isSynchronised = false;
    }

    /** All members have said which keys they have. */
    public void onSynchronised(final SortedMap<NodeId, byte[]> contributions, final Effects<KeyEffect> out) {
        known.clear();
        contributions.forEach((member, contribution) -> {
            if (KeyCodec.decode(contribution) instanceof KeyMessage.Told told) {
                known.put(member, told.keys());
            }
        });
        isSynchronised = true;
        final KeyState before = state;
        known.values().forEach(keys -> {
            follow(keys.state(), out);
            dropWith(keys.state(), out);
        });
        tellIfChanged(before, out);
        final NodeSet behind = membersWithout(keys -> keys.live().contains(state.active()));
        if (!behind.isEmpty()) {
            out.add(new KeyEffect.Log(true, "nodes " + behind + " have not loaded " + name(state.active())));
        }
    }

    /** A message of {@code sender}, in its place in the order. */
    public void onMessage(final NodeId sender, final byte[] body, final Effects<KeyEffect> out) {
        final KeyMessage message = KeyCodec.decode(body);
        if (message instanceof KeyMessage.Told told) {
            known.put(sender, told.keys());
            final KeyState before = state;
            follow(told.keys().state(), out);
            dropWith(told.keys().state(), out);
            tellIfChanged(before, out);
        } else if (message instanceof KeyMessage.Activate activate) {
            final String rule = onActivate(activate.keyId(), out);
            answer(sender, activate.ticket(), rule, out);
        } else if (message instanceof KeyMessage.Retire retire) {
            final String rule = onRetire(retire.keyId(), out);
            answer(sender, retire.ticket(), rule, out);
        }
    }

    private void answer(final NodeId sender, final int ticket, final String rule, final Effects<KeyEffect> out) {
        if (sender.equals(self)) {
            out.add(new KeyEffect.Answer(
                    ticket,
                    rule == null ? new KeyChange.Made(state, configured.minus(members)) : new KeyChange.Refused(rule)));
        }
    }

    /**
     * The operator gives this node a second key. Where nothing forbids it, frames sealed with it are to be opened before the effects are
     * applied.
     *
     * @return why it is not loaded, null if it is
     */
    public String onLoad(final int keyId, final Effects<KeyEffect> out) {
        if (live.contains(keyId)) {
            return name(keyId) + " is loaded already";
        }
        if (keyId == state.retired()) {
            return name(keyId) + " was retired, must be a new one";
        }
        if (live.size() == KeyRing.LIVE_MAX) {
            return "keys " + names(live) + " are loaded, one of them must be retired first";
        }
        live.add(keyId);
        out.add(new KeyEffect.Log(false, "loaded " + name(keyId) + ", frames are sealed with " + name(state.active())));
        tell(out);
        return null;
    }

    /** The operator wants all to seal with this key. */
    public void onActivateWanted(final int keyId, final int ticket, final Effects<KeyEffect> out) {
        order(new KeyMessage.Activate(keyId, ticket), ticket, Guarantee.AGREED, out);
    }

    /** The operator wants all to drop this key. */
    public void onRetireWanted(final int keyId, final int ticket, final Effects<KeyEffect> out) {
        order(new KeyMessage.Retire(keyId, ticket), ticket, Guarantee.SAFE, out);
    }

    private void order(
            final KeyMessage message, final int ticket, final Guarantee guarantee, final Effects<KeyEffect> out) {
        if (isSynchronised) {
            out.add(new KeyEffect.Submit(KeyCodec.encode(message), guarantee));
        } else {
            out.add(new KeyEffect.Answer(ticket, new KeyChange.TryAgain("a configuration is on its way")));
        }
    }

    /** A peer that is there now has told how far it is, in an answer to a challenge: in no order with anything else. */
    public void onPeerTold(final NodeId peer, final KeyState told, final Effects<KeyEffect> out) {
        final KeyState before = state;
        follow(told, out);
        if (state.active() != before.active()) {
            // Who cannot read the key of today must not be heard by half.
            out.add(new KeyEffect.Close(configured.minus(self).minus(peer)));
        }
        tellIfChanged(before, out);
    }

    private String onActivate(final int keyId, final Effects<KeyEffect> out) {
        final NodeSet without = membersWithout(keys -> keys.live().contains(keyId));
        if (!without.isEmpty()) {
            return "nodes " + without + " have not loaded " + name(keyId);
        }
        if (membersWithout(keys -> keys.state().active() == keyId).isEmpty()) {
            return name(keyId) + " is active already";
        }
        long number = 0;
        for (final MemberKeys keys : known.values()) {
            number = Math.max(number, keys.state().activation());
        }
        final long next = number + 1;
        known.replaceAll((member, keys) ->
                new MemberKeys(new KeyState(next, keyId, keys.state().retired()), keys.live()));
        if (state.activation() < next) {
            become(new KeyState(next, keyId, state.retired()), out);
            final NodeSet others = configured.minus(members);
            out.add(new KeyEffect.Close(others));
            out.add(new KeyEffect.Log(
                    false,
                    "activation " + next + ": frames are sealed with " + name(keyId)
                            + (others.isEmpty() ? "" : "; nodes " + others + " are not heard and were not told")));
        }
        return null;
    }

    private String onRetire(final int keyId, final Effects<KeyEffect> out) {
        final NodeSet sealing = membersWithout(keys -> keys.state().active() != keyId);
        if (!sealing.isEmpty()) {
            return "nodes " + sealing + " seal with " + name(keyId) + ", another one must be active first";
        }
        if (known.values().stream().noneMatch(keys -> keys.live().contains(keyId))) {
            return name(keyId) + " is loaded at no member";
        }
        known.replaceAll((member, keys) -> new MemberKeys(
                new KeyState(keys.state().activation(), keys.state().active(), keyId),
                keys.live().stream().filter(each -> each != keyId).toList()));
        if (state.active() != keyId) {
            retire(keyId, out);
        }
        return null;
    }

    /** Members of which the condition does not hold, or nothing is known. */
    private NodeSet membersWithout(final Predicate<MemberKeys> condition) {
        return NodeSet.copyOf(members.asList().stream()
                .filter(member -> !known.containsKey(member) || !condition.test(known.get(member)))
                .toList());
    }

    /** Does what another node has done that is ahead. */
    private void follow(final KeyState other, final Effects<KeyEffect> out) {
        if (other.active() != state.active() && live.contains(other.active())) {
            final boolean isOwnRetired = other.retired() == state.active();
            final boolean isAhead = other.activation() > state.activation()
                    || (other.activation() == state.activation()
                            && other.activation() > 0
                            && other.active() > state.active());
            if (isOwnRetired || isAhead) {
                become(
                        new KeyState(Math.max(state.activation(), other.activation()), other.active(), state.retired()),
                        out);
                out.add(new KeyEffect.Log(
                        false,
                        "activation " + state.activation() + " was made without this node: frames are sealed with "
                                + name(state.active())));
            }
        } else if (other.active() == state.active() && other.activation() > state.activation()) {
            become(new KeyState(other.activation(), state.active(), state.retired()), out);
        }
    }

    /** Only in the order: before it, others of the ring may still seal with the old key. */
    private void dropWith(final KeyState other, final Effects<KeyEffect> out) {
        if (other.active() == state.active() && other.retired() != state.active() && live.contains(other.retired())) {
            retire(other.retired(), out);
        }
    }

    private void become(final KeyState next, final Effects<KeyEffect> out) {
        Invariants.check(live.contains(next.active()), "%s is not among %s", name(next.active()), live);
        if (next.active() != state.active()) {
            out.add(new KeyEffect.Activate(next.active()));
        }
        state = next;
        out.add(new KeyEffect.Store(state));
    }

    private void retire(final int keyId, final Effects<KeyEffect> out) {
        state = new KeyState(state.activation(), state.active(), keyId);
        out.add(new KeyEffect.Store(state));
        if (live.remove((Integer) keyId)) {
            out.add(new KeyEffect.Drop(keyId));
            out.add(new KeyEffect.Log(false, "dropped " + name(keyId) + ", only " + names(live) + " is taken"));
        }
    }

    /** What members know of each other changes only in the order, so that all of them judge alike. */
    private void tellIfChanged(final KeyState before, final Effects<KeyEffect> out) {
        if (!state.equals(before)) {
            tell(out);
        }
    }

    private void tell(final Effects<KeyEffect> out) {
        if (ringId != null) {
            out.add(new KeyEffect.Submit(KeyCodec.encode(new KeyMessage.Told(own())), Guarantee.AGREED));
        }
    }

    private MemberKeys own() {
        return new MemberKeys(state, live);
    }

    private static String name(final int keyId) {
        return "key " + ClusterKey.idText(keyId);
    }

    private static String names(final List<Integer> keyIds) {
        return String.join(" and ", keyIds.stream().map(ClusterKey::idText).toList());
    }
}
