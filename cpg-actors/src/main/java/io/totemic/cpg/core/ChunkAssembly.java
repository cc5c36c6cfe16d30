/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.GroupMember;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Puts chains of chunks together again, of each sender by itself.
 *
 * <p>Not thread-safe; called only by the cpg actor.
 */
final class ChunkAssembly {

    private static final class Chain {
        private final int number;
        private final int totalBytes;
        private byte[] bytes = new byte[0];
        private int length;

        private Chain(final int number, final int totalBytes) {
            this.number = number;
            this.totalBytes = totalBytes;
        }

        /** Grown by what has come, not by what was announced. */
        private void append(final byte[] content, final int from, final int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(
                        bytes, (int) Math.min(totalBytes, Math.max(2L * bytes.length, length + (long) count)));
            }
            System.arraycopy(content, from, bytes, length, count);
            length += count;
        }
    }

    private final Map<GroupMember, Chain> chains = new TreeMap<>();
    private long tornChains;
    private long brokenChains;

    /** Takes a chunk; the whole payload if it was the last one of a chain that is complete, null otherwise. */
    byte[] onChunk(final GroupMember sender, final CpgMessage chunk) {
        if (chunk.isFirstChunk()) {
            if (chains.put(sender, new Chain(chunk.chain(), chunk.totalBytes())) != null) {
                brokenChains++;
            }
        }
        final Chain chain = chains.get(sender);
        if (chain == null || chain.number != chunk.chain()) {
            // The rest of a chain that was torn.
            return null;
        }
        if (chain.length + (long) chunk.dataBytes() > chain.totalBytes) {
            chains.remove(sender);
            brokenChains++;
            return null;
        }
        chain.append(chunk.content(), chunk.dataOffset(), chunk.dataBytes());
        if (!chunk.isLastChunk()) {
            return null;
        }
        chains.remove(sender);
        if (chain.length != chain.totalBytes) {
            brokenChains++;
            return null;
        }
        return chain.bytes;
    }

    /** Tears the chains of these senders: somebody is here who has not seen their begin. */
    void tear(final Predicate<GroupMember> senders) {
        final int before = chains.size();
        chains.keySet().removeIf(senders);
        tornChains += before - chains.size();
    }

    /** The sender is gone. */
    void forget(final GroupMember sender) {
        chains.remove(sender);
    }

    long tornChains() {
        return tornChains;
    }

    long brokenChains() {
        return brokenChains;
    }
}
