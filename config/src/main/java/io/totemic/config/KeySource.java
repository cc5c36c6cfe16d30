/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import io.totemic.protocol.crypto.ClusterKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the key of the cluster is: in a file of its own, or in the configuration. Never tells the key. */
public final class KeySource {

    /** The file that is read if the configuration names none; Corosync's. */
    public static final String DEFAULT_FILE = "/etc/corosync/authkey";

    /** What the file with the next key has behind its name. */
    public static final String NEXT_SUFFIX = ".next";

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final String configFile;
    private final int line;
    private final String keyFile;
    private final String text;

    private KeySource(final String configFile, final int line, final String keyFile, final String text) {
        this.configFile = configFile;
        this.line = line;
        this.keyFile = keyFile;
        this.text = text;
    }

    /**
     * A file as corosync-keygen makes it.
     *
     * @param configFile name of the configuration, for messages
     * @param line its line in there; 0 if it is not written there
     */
    static KeySource file(final String configFile, final int line, final String keyFile) {
        return new KeySource(configFile, line, keyFile, null);
    }

    /** The value of {@code key}, which is of a right length. */
    static KeySource text(final String configFile, final int line, final String text) {
        return new KeySource(configFile, line, null, text);
    }

    /** The file with the key; empty if the key stands in the configuration. */
    public Optional<Path> path() {
        return Optional.ofNullable(keyFile).map(Path::of);
    }

    /** The file beside it with the key that is to take its place, whether it is there or not; empty if the key stands in the configuration. */
    public Optional<KeySource> next() {
        return Optional.ofNullable(keyFile).map(file -> file(configFile, line, file + NEXT_SUFFIX));
    }

    /**
     * Reads the key. May block.
     *
     * @throws ConfigException if the file is not there, is not one, has a wrong size, or somebody else than its owner may read or
     *     write it
     */
    public ClusterKey load() {
        if (keyFile == null) {
            return new ClusterKey(text.getBytes(StandardCharsets.UTF_8));
        }
        final byte[] secret = read();
        try {
            return new ClusterKey(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] read() {
        try {
            final Path path = Path.of(keyFile);
            if (!Files.isRegularFile(path)) {
                throw refused(
                        Files.exists(path)
                                ? "which is no file, must be one that totemic keygen made"
                                : "which does not exist: copy it from another node or make it with totemic keygen, or"
                                        + " write totem.secauth: off to run in the clear");
            }
            final Set<PosixFilePermission> permissions = permissions(path);
            if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
                throw refused("whose mode is " + PosixFilePermissions.toString(permissions)
                        + ", must be r-------- (0400): others than its owner may read or change it");
            }
            final long sizeBytes = Files.size(path);
            if (sizeBytes < ClusterKey.SECRET_MIN_BYTES || sizeBytes > ClusterKey.SECRET_MAX_BYTES) {
                throw refused("which has " + sizeBytes + " bytes, must have " + ClusterKey.SECRET_MIN_BYTES + ".."
                        + ClusterKey.SECRET_MAX_BYTES);
            }
            return Files.readAllBytes(path);
        } catch (final NoSuchFileException gone) {
            throw refused("which does not exist any more");
        } catch (final InvalidPathException | IOException unreadable) {
            throw refused("which cannot be read: " + unreadable.getMessage());
        }
    }

    /** None where the file system knows no owners. */
    private static Set<PosixFilePermission> permissions(final Path path) throws IOException {
        try {
            return Files.getPosixFilePermissions(path);
        } catch (final UnsupportedOperationException noOwners) {
            return EnumSet.noneOf(PosixFilePermission.class);
        }
    }

    private ConfigException refused(final String rule) {
        final String byDefault = line == 0 ? "by default " : "";
        return new ConfigException(List.of(new ConfigProblem(
                configFile, line, "totem.keyfile", "is " + byDefault + Place.shown(keyFile) + ", " + rule)));
    }

    /** The file, or that it is none. */
    @Override
    public String toString() {
        return keyFile == null ? "totem.key" : keyFile;
    }
}
