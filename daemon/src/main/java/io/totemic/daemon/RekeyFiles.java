/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * How an operator on the same host talks to a node about keys without a door on the network: a file with the request and one with the answer, both in
 * the state directory, of mode 0600. A request counts only if it is a file of the owner of the directory that nobody else may write.
 */
final class RekeyFiles {

    private static final String REQUEST = "rekey-request";
    private static final String ANSWER = "rekey-answer";
    private static final int LENGTH_MAX_BYTES = 4096;
    private static final Set<PosixFilePermission> WRITABLE_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path directory;

    RekeyFiles(final Path directory) {
        this.directory = directory;
    }

    void ask(final String line) throws IOException {
        write(REQUEST, line);
    }

    void answer(final String text) throws IOException {
        write(ANSWER, text);
    }

    /** The request that lies there, which is taken away; null if there is none that counts. */
    String takeRequest() throws IOException {
        return take(REQUEST);
    }

    /** The answer that lies there, which is taken away; null if there is none. */
    String takeAnswer() throws IOException {
        return take(ANSWER);
    }

    private String take(final String name) throws IOException {
        final Path file = directory.resolve(name);
        try {
            final PosixFileAttributes found =
                    Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            final boolean counts = found.isRegularFile()
                    && found.size() <= LENGTH_MAX_BYTES
                    && found.owner().equals(Files.getOwner(directory))
                    && found.permissions().stream().noneMatch(WRITABLE_BY_OTHERS::contains);
            final String text = counts ? Files.readString(file, StandardCharsets.UTF_8) : null;
            Files.delete(file);
            return text;
        } catch (final NoSuchFileException none) {
            return null;
        }
    }

    private void write(final String name, final String text) throws IOException {
        final Path aside = directory.resolve(name + ".new");
        Files.deleteIfExists(aside);
        Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(aside, text, StandardCharsets.UTF_8);
        Files.move(aside, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The directory. */
    @Override
    public String toString() {
        return directory.toString();
    }
}
