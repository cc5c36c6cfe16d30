/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the kernel many datagrams in one call, which it cuts apart as late as it can, and takes them joined: on Linux {@code UDP_SEGMENT} and
 * {@code UDP_GRO}, see udp(7). Between namespaces of one machine they are never cut.
 *
 * <p>A data frame longer than a segment is sent in several frames of Aeron, each a segment with its own header, so it does not matter
 * where the network cuts and joins.
 *
 * <p>Java knows no such options, but has a method for options that are numbers. It is called by reflection; a JVM that does not
 * open {@code java.base/sun.nio.ch}, or a kernel without the options, leaves frames to be cut by IP.
 */
final class SegmentationOffload {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentationOffload.class);

    /** Leaves it to IP. */
    static final SegmentationOffload NONE = new SegmentationOffload(0, 0);

    private static final int LEVEL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int UDP_GRO = 104;

    private static final int IPV4_AND_UDP_HEADER_BYTES = 28;
    private static final int IPV6_AND_UDP_HEADER_BYTES = 48;
    private static final int FRAME_ALIGNMENT_BYTES = 32;
    private static final int MAX_DATAGRAM_BYTES = 65504;

    /** A kernel before 6.9 takes 64 at most. */
    private static final int MAX_SEGMENTS = 60;

    private final int segmentBytes;
    private final int maxSegments;

    private SegmentationOffload(final int segmentBytes, final int maxSegments) {
        this.segmentBytes = segmentBytes;
        this.maxSegments = maxSegments;
    }

    /** For a node with these settings: none if the kernel cannot, or if its link carries a whole frame. */
    static SegmentationOffload of(final AeronLinkSettings settings) {
        if (!(settings.dataDestination() instanceof DataDestination.MultiDestination)) {
            return NONE;
        }
        final InetAddress own = AeronLinkSettings.resolve(settings.addressOf(settings.self()));
        final int headerBytes = own.getAddress().length == 4 ? IPV4_AND_UDP_HEADER_BYTES : IPV6_AND_UDP_HEADER_BYTES;
        final int bytes = (mtuBytes(own) - headerBytes) / FRAME_ALIGNMENT_BYTES * FRAME_ALIGNMENT_BYTES;
        if (bytes <= 0 || bytes > settings.aeronMtuBytes()) {
            return NONE;
        }
        final SegmentationOffload offload = of(bytes);
        if (!offload.isOn()) {
            LOG.info(
                    "Data frames of up to {} bytes are cut by IP on this link, since kernel or JVM offer no segments (does it open java.base/sun.nio.ch?)",
                    settings.maxFrameBytes());
        }
        return offload;
    }

    /** With segments of so many bytes, a multiple of 32; none if the kernel cannot. */
    static SegmentationOffload of(final int segmentBytes) {
        return of(segmentBytes, MAX_SEGMENTS);
    }

    /** With at most so many segments at once. */
    static SegmentationOffload of(final int segmentBytes, final int maxSegments) {
        final SegmentationOffload offload = new SegmentationOffload(segmentBytes, maxSegments);
        try (DatagramChannel probe = DatagramChannel.open()) {
            return offload.cutFrom(probe) && offload.joinAt(probe) ? offload : NONE;
        } catch (final IOException unknown) {
            return NONE;
        }
    }

    private static int mtuBytes(final InetAddress own) {
        try {
            final NetworkInterface network = NetworkInterface.getByInetAddress(own);
            return network == null ? 0 : network.getMTU();
        } catch (final SocketException unknown) {
            return 0;
        }
    }

    boolean isOn() {
        return segmentBytes > 0;
    }

    /** Bytes of a segment with the header of Aeron; 0 if off. */
    int segmentBytes() {
        return segmentBytes;
    }

    /** Most bytes that are handed to the kernel in one call; {@code frameMtuBytes} if off. */
    int batchBytes(final int frameMtuBytes) {
        return isOn() ? Math.min(MAX_DATAGRAM_BYTES / segmentBytes, maxSegments) * segmentBytes : frameMtuBytes;
    }

    /** From now on what is longer than a segment is cut; answers whether the kernel does. */
    boolean cutFrom(final DatagramChannel socket) {
        return isOn() && set(socket, UDP_SEGMENT, segmentBytes);
    }

    /** From now on nothing is cut any more but by IP. */
    void stopCutting(final DatagramChannel socket) {
        set(socket, UDP_SEGMENT, 0);
    }

    /** From now on what was cut may arrive joined; answers whether the kernel does. */
    boolean joinAt(final DatagramChannel socket) {
        return isOn() && set(socket, UDP_GRO, 1);
    }

    private static boolean set(final DatagramChannel socket, final int option, final int value) {
        try {
            final Class<?> channels = Class.forName("sun.nio.ch.SelChImpl");
            final Method descriptor = channels.getMethod("getFD");
            final Method setOption = Class.forName("sun.nio.ch.Net")
                    .getDeclaredMethod(
                            "setIntOption0",
                            FileDescriptor.class,
                            boolean.class,
                            int.class,
                            int.class,
                            int.class,
                            boolean.class);
            descriptor.setAccessible(true);
            setOption.setAccessible(true);
            setOption.invoke(null, descriptor.invoke(socket), false, LEVEL_UDP, option, value, false);
            return true;
        } catch (final InvocationTargetException refused) {
            if (refused.getCause() instanceof IOException) {
                return false;
            }
            throw new IllegalStateException("option " + option + " of a UDP socket", refused.getCause());
        } catch (final ReflectiveOperationException | RuntimeException closed) {
            return false;
        }
    }
}
