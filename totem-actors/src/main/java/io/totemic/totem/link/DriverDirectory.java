/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.totemic.protocol.NodeId;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.IoUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses where the driver keeps its files, and removes what killed nodes left there.
 *
 * <p>The space is checked before, because writing to a full memory file system ends in a memory fault.
 */
final class DriverDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(AeronLinks.class);
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String user = System.getProperty("user.name", "nobody").replaceAll("[^A-Za-z0-9_.]", "_");
    private final Pattern ours = Pattern.compile("totemic-" + Pattern.quote(user) + "-\\d+-(\\d+)-\\d+");
    private final ToLongFunction<Path> freeBytes;

    DriverDirectory(final ToLongFunction<Path> freeBytes) {
        this.freeBytes = freeBytes;
    }

    /** Bytes that this process may still write below a directory; 0 if it cannot be told. */
    static long usableBytes(final Path directory) {
        try {
            return Files.isWritable(directory) ? Files.getFileStore(directory).getUsableSpace() : 0;
        } catch (final IOException unknown) {
            return 0;
        }
    }

    /** A directory that does not exist yet, in a place with room; {@link #release} gives it back. */
    Path claim(final AeronLinkSettings settings) {
        final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        Path parent = settings.driverDirectory().orElse(SHARED_MEMORY);
        removeLeftovers(parent);
        final long free = freeBytes.applyAsLong(parent);
        if (free < settings.neededBytes()) {
            LOG.warn(
                    "{} has {} bytes free, the link needs {}: its files go to {}, which is slower",
                    parent,
                    free,
                    settings.neededBytes(),
                    temporary);
            parent = temporary;
            removeLeftovers(parent);
        }
        final Path claimed =
                parent.resolve(nameFor(settings.self(), ProcessHandle.current().pid()));
        LIVE.add(claimed);
        return claimed;
    }

    /** Removes a claimed directory if the driver has not. */
    void release(final Path claimed) {
        LIVE.remove(claimed);
        remove(claimed);
    }

    String nameFor(final NodeId node, final long pid) {
        return String.format(Locale.ROOT, "totemic-%s-%s-%d-%d", user, node, pid, NEXT.getAndIncrement());
    }

    private void removeLeftovers(final Path parent) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, "totemic-*")) {
            for (final Path child : children) {
                final Matcher matcher = ours.matcher(child.getFileName().toString());
                if (matcher.matches() && !isLive(child, Long.parseLong(matcher.group(1)))) {
                    LOG.info("Removing {}, left by a node that was killed", child);
                    remove(child);
                }
            }
        } catch (final IOException | NumberFormatException unreadable) {
            LOG.debug("Leftovers in {} were not looked for: {}", parent, unreadable.toString());
        }
    }

    private static boolean isLive(final Path directory, final long pid) {
        // In a container a new process often has the id of the killed one.
        return pid == ProcessHandle.current().pid()
                ? LIVE.contains(directory)
                : ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void remove(final Path directory) {
        final File file = directory.toFile();
        if (file.exists()) {
            IoUtil.delete(file, true);
        }
    }
}
