/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.crypto;

import io.totemic.protocol.Invariants;
import io.totemic.protocol.codec.EnvelopeCodec;
import io.totemic.protocol.codec.FrameProtection;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The keys that one node has: one or two. Seals with the active one, or with the one that the envelope names; opens with either. Keys
 * of frames are derived from each for itself, so a counter goes on over a change of the key and no pair of key and nonce occurs
 * twice. One thread at a time.
 */
public final class KeyRing implements FrameProtection {

    /** Most keys of a node. */
    public static final int LIVE_MAX = 2;

    private record LiveKey(int keyId, EncryptedFrames frames) {}

    private final int self;
    private final CipherSuite suite;
    private final CryptoModel model;
    private final int maxLength;
    private final List<LiveKey> live = new ArrayList<>();
    private LiveKey active;

    /**
     * Of one node; the first key is active.
     *
     * @param self its id
     * @param keys one or two, with different ids
     * @param maxLength longest envelope with its frame, in bytes
     */
    public KeyRing(
            final int self,
            final List<ClusterKey> keys,
            final CipherSuite suite,
            final CryptoModel model,
            final int maxLength) {
        Invariants.check(!keys.isEmpty(), "a key ring needs a key");
        this.self = self;
        this.suite = suite;
        this.model = model;
        this.maxLength = maxLength;
        keys.forEach(this::load);
        active = live.get(0);
    }

    /** One key more, which opens frames from here on. */
    public void load(final ClusterKey key) {
        Invariants.check(
                live.size() < LIVE_MAX && find(key.keyId()) == null, "%s does not fit to the keys %s", key, liveIds());
        live.add(new LiveKey(key.keyId(), new EncryptedFrames(self, key, suite, model, maxLength)));
    }

    /** From here on frames are sealed with this one, which is loaded. */
    public void activate(final int keyId) {
        active = loaded(keyId);
    }

    /** Drops a key, which is not the active one: its frames are not opened any more. */
    public void retire(final int keyId) {
        Invariants.check(keyId != active.keyId, "the active key %s cannot be dropped", ClusterKey.idText(keyId));
        live.remove(loaded(keyId));
    }

    /** Ids of the keys, the one that was there first in front. */
    public List<Integer> liveIds() {
        return live.stream().map(LiveKey::keyId).toList();
    }

    @Override
    public int suite() {
        return suite.id();
    }

    @Override
    public int keyId() {
        return active.keyId;
    }

    @Override
    public boolean opens(final int frameSuite, final int keyId) {
        return frameSuite == suite.id() && find(keyId) != null;
    }

    @Override
    public void seal(final MutableDirectBuffer buffer, final int offset, final int frameLength, final int target) {
        loaded(EnvelopeCodec.keyId(buffer, offset)).frames.seal(buffer, offset, frameLength, target);
    }

    @Override
    public boolean open(final DirectBuffer buffer, final int offset, final int length, final DirectBuffer frame) {
        final LiveKey key = find(EnvelopeCodec.keyId(buffer, offset));
        return key != null && key.frames.open(buffer, offset, length, frame);
    }

    private LiveKey loaded(final int keyId) {
        final LiveKey key = find(keyId);
        Invariants.check(key != null, "key %s is not loaded", ClusterKey.idText(keyId));
        return key;
    }

    private LiveKey find(final int keyId) {
        for (int i = 0; i < live.size(); i++) {
            if (live.get(i).keyId == keyId) {
                return live.get(i);
            }
        }
        return null;
    }
}
