/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * All settings of one node as typed, effective values: defaults filled in, derived timeouts computed, rules checked.
 *
 * <p>Source: corosync.conf(5).
 *
 * @param totem section totem: timers, windows, ports
 * @param nodeList section nodelist: at least one node
 * @param quorum section quorum
 * @param logging section logging
 * @param system section system
 * @param protection how frames are protected, of section totem
 * @param transport section totemic, and the multicast address of totem.interface
 * @param notices what the file says without effect, in the order of its lines
 */
public record ClusterConfig(
        TotemConfig totem,
        NodeListConfig nodeList,
        QuorumConfig quorum,
        LoggingConfig logging,
        SystemConfig system,
        ProtectionConfig protection,
        TransportConfig transport,
        List<ConfigNotice> notices) {

    public ClusterConfig {
        Objects.requireNonNull(totem, "totem");
        Objects.requireNonNull(nodeList, "nodeList");
        Objects.requireNonNull(quorum, "quorum");
        Objects.requireNonNull(logging, "logging");
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(protection, "protection");
        Objects.requireNonNull(transport, "transport");
        notices = List.copyOf(notices);
    }

    /**
     * Reads a file in UTF-8, or in ISO 8859-1 if its bytes are not UTF-8.
     *
     * @param file the configuration file
     * @throws IOException if the file cannot be read
     * @throws ConfigException with all problems of its content
     */
    public static ClusterConfig load(final Path file) throws IOException {
        return CorosyncConfParser.parse(file.toString(), decode(Files.readAllBytes(file)))
                .orThrow();
    }

    /**
     * Settings of a text that stands in the program, e.g. in a test. Messages name the file {@code corosync.conf}.
     *
     * @param text content of a configuration file
     * @throws ConfigException with all problems of the text
     */
    public static ClusterConfig fromText(final String text) {
        return CorosyncConfParser.parse("corosync.conf", text).orThrow();
    }

    private static String decode(final byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (final CharacterCodingException notUtf8) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
