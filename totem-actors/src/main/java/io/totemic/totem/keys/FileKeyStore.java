/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.keys;

import io.totemic.config.ConfigException;
import io.totemic.config.KeySource;
import io.totemic.membership.DurableFile;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.message.KeyState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code keys} in the state directory, 12 bytes, little-endian: activation u64, active u16, retired u16; and the key file with the one
 * beside it.
 */
public final class FileKeyStore implements KeyStore {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");
    private static final int STATE_BYTES = 12;

    private final DurableFile file;
    private final KeySource source;
    private final Executor blocking;
    private volatile KeyState latest = KeyState.NONE;

    /**
     * In {@code directory}, which must be there.
     *
     * @param source of the key of the cluster
     * @param blocking runs what takes its time
     */
    public FileKeyStore(final Path directory, final KeySource source, final Executor blocking) {
        file = new DurableFile(directory, "keys");
        this.source = source;
        this.blocking = blocking;
    }

    /** How far the node was; nothing if there is no file. May block. */
    public KeyState load() {
        final byte[] bytes = file.read();
        if (bytes.length < STATE_BYTES) {
            return KeyState.NONE;
        }
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return new KeyState(Math.max(0, buffer.getLong()), buffer.getShort() & 0xFFFF, buffer.getShort() & 0xFFFF);
    }

    /**
     * The key of the cluster, and the one that is to take its place if there is one. May block.
     *
     * @throws ConfigException if one of them is there and cannot be used
     */
    public static List<ClusterKey> keys(final KeySource source) {
        final List<ClusterKey> keys = new ArrayList<>();
        keys.add(source.load());
        source.next().filter(FileKeyStore::isThere).map(KeySource::load).ifPresent(next -> {
            if (next.keyId() != keys.get(0).keyId()) {
                keys.add(next);
            }
        });
        return keys;
    }

    private static boolean isThere(final KeySource source) {
        return Files.exists(source.path().orElseThrow());
    }

    @Override
    public void store(final KeyState state) {
        latest = state;
        blocking.execute(this::writeLatest);
    }

    /** Writes may be run out of order: each writes the last state. */
    private synchronized void writeLatest() {
        final KeyState state = latest;
        final byte[] content = new byte[STATE_BYTES];
        ByteBuffer.wrap(content)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(state.activation())
                .putShort((short) state.active())
                .putShort((short) state.retired());
        try {
            file.write(content);
        } catch (final IOException e) {
            TOTEM.error("Keys: {} cannot be stored in {}: {}", state, file, e.getMessage());
        }
    }

    @Override
    public void retired(final int keyId) {
        if (keyId != 0 && source.path().isPresent()) {
            blocking.execute(() -> removeFile(keyId));
        }
    }

    private synchronized void removeFile(final int keyId) {
        final Path main = source.path().orElseThrow();
        final KeySource next = source.next().orElseThrow();
        try {
            if (!isThere(next)) {
                return;
            }
            final Path nextPath = next.path().orElseThrow();
            if (next.load().keyId() == keyId) {
                Files.delete(nextPath);
                TOTEM.info("Keys: {} is removed", nextPath);
            } else if (source.load().keyId() == keyId) {
                Files.move(nextPath, main, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                TOTEM.info("Keys: {} has taken the place of {}", nextPath, main);
            }
        } catch (final IOException | ConfigException e) {
            TOTEM.error("Keys: key {} cannot be removed from {}: {}", ClusterKey.idText(keyId), main, e.getMessage());
        }
    }
}
