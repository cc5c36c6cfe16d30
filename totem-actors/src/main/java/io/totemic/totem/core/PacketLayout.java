/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/**
 * A packet is the payload of a frame: version u16 = 0, type u16 = 0, fragmented u8, continuation u8, count u16, then a length
 * u16 for each message, then the messages. Little-endian.
 *
 * <p>{@code fragmented} other than 0 says that the last message goes on in a later packet whose {@code continuation} has the
 * same value. Each message begins with one byte, the number of its service.
 *
 * <p>Source: the layout of totempg in Corosync 3.1; its group header is replaced by the service byte.
 */
final class PacketLayout {

    static final int VERSION_OFFSET = 0;
    static final int TYPE_OFFSET = 2;
    static final int FRAGMENTED_OFFSET = 4;
    static final int CONTINUATION_OFFSET = 5;
    static final int COUNT_OFFSET = 6;
    static final int LENGTHS_OFFSET = 8;
    static final int LENGTH_BYTES = 2;
    static final int FRAGMENT_ID_MAX = 255;

    /** Bytes before each message's body. */
    static final int SERVICE_BYTES = 1;

    private PacketLayout() {}
}
