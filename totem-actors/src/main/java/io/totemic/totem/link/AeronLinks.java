/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.Publication;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import io.totemic.protocol.NodeId;
import io.totemic.totem.link.LinkCounters.Counter;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Links} over Aeron, with the media driver inside: no thread besides the ring loop, which turns all of it in
 * {@link #drive()}.
 *
 * <p>Aeron neither retransmits nor detects failures for us. What it refuses for a moment is kept in order and offered
 * again; what cannot be delivered is dropped and counted. If driver or client die, both are built anew.
 *
 * <p>Made by any thread, then called only by the loop; {@link #counters()} and {@link #wake()} by any thread.
 */
public final class AeronLinks implements Links {

    private static final Logger LOG = LoggerFactory.getLogger(AeronLinks.class);
    private static final int DATA = 1;
    private static final int FIRST_TOKEN = 2;
    private static final int ROUNDS_PER_DRIVE = 256;
    private static final int DATAGRAMS_PER_DRIVE = 64;
    // A commit token of 384 nodes, enveloped.
    private static final int LONGEST_FRAME_BYTES = 16 * 1024;
    // Whatever netmtu a peer has: one datagram, less the header of Aeron.
    private static final int LONGEST_DATA_FRAME_BYTES = 65504 - 32;
    private static final long SOCKET_READING_LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long RESUBSCRIBE_LIMIT_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long REBUILD_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final AeronLinkSettings settings;
    private final SegmentationOffload offload;
    private final DriverDirectory directories;
    private final LinkCounters counters = new LinkCounters();
    private final SocketWatch watch = new SocketWatch();
    private final OutgoingQueue queue;
    private final ControlledMessageHandler queueSender = OutgoingQueue.handlerFor(this::sendQueued);
    private final Map<NodeId, Integer> peerIndex = new TreeMap<>();
    private FragmentHandler dataHandler;
    private FragmentHandler peerHandler;

    private AeronSession session;
    private Path directory;
    private Receiver receiver;
    private long nextRebuildNs = System.nanoTime();
    private boolean isResubscribing;
    private long resubscribeByNs;
    private boolean isClosed;

    /**
     * Opens the port and the streams to all peers.
     *
     * @throws PortTakenException if this node's address and port cannot be bound
     * @throws IllegalArgumentException if an address cannot be resolved
     */
    public AeronLinks(final AeronLinkSettings settings) {
        this(settings, DriverDirectory::usableBytes);
    }

    AeronLinks(final AeronLinkSettings settings, final ToLongFunction<Path> freeBytes) {
        this(settings, SegmentationOffload.of(settings), freeBytes);
    }

    AeronLinks(
            final AeronLinkSettings settings, final SegmentationOffload offload, final ToLongFunction<Path> freeBytes) {
        this.settings = settings;
        this.offload = offload;
        this.directories = new DriverDirectory(freeBytes);
        this.queue = new OutgoingQueue(settings.receiveWindowBytes(), settings.aeronMtuBytes());
        for (final NodeId node : settings.addresses().keySet()) {
            if (!node.equals(settings.self())) {
                peerIndex.put(node, peerIndex.size());
            }
        }
        try {
            probePort();
            open();
        } catch (final RuntimeException | Error failure) {
            watch.close();
            throw failure;
        }
    }

    /** Largest data frame in bytes; the MTU less the headers of IP, UDP and Aeron. */
    public int maxFrameBytes() {
        return settings.maxFrameBytes();
    }

    /** What was carried and dropped. Called by any thread. */
    public LinkCounters counters() {
        return counters;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the frame is longer than {@link #maxFrameBytes()}
     */
    @Override
    public void multicastData(final DirectBuffer buffer, final int offset, final int length) {
        if (length > maxFrameBytes()) {
            throw new IllegalArgumentException(
                    "data frame is " + length + " bytes, must be at most " + maxFrameBytes());
        }
        if (session == null || peerIndex.isEmpty()) {
            counters.increment(Counter.DROPPED_NOT_CONNECTED);
        } else if (!queue.isEmpty() || !offer(session.data(), Counter.DATA_SENT, buffer, offset, length)) {
            keep(DATA, buffer, offset, length);
        }
    }

    @Override
    public boolean sendToken(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
        final Integer index = peerIndex.get(peer);
        if (index == null) {
            return false;
        }
        if (session == null) {
            counters.increment(Counter.DROPPED_NOT_CONNECTED);
        } else if (!queue.isEmpty()
                || !session.data().isFlushed()
                || !offer(session.toPeers()[index], Counter.TOKENS_SENT, buffer, offset, length)) {
            keep(FIRST_TOKEN + index, buffer, offset, length);
        }
        return true;
    }

    @Override
    public void broadcastControl(final DirectBuffer buffer, final int offset, final int length) {
        if (session == null) {
            counters.increment(Counter.DROPPED_NOT_CONNECTED);
            return;
        }
        for (final OutgoingStream toPeer : session.toPeers()) {
            offer(toPeer, Counter.CONTROL_SENT, buffer, offset, length);
        }
    }

    @Override
    public void sendControl(final NodeId peer, final DirectBuffer buffer, final int offset, final int length) {
        final Integer index = peerIndex.get(peer);
        if (index == null) {
            return;
        }
        if (session == null) {
            counters.increment(Counter.DROPPED_NOT_CONNECTED);
        } else {
            offer(session.toPeers()[index], Counter.CONTROL_SENT, buffer, offset, length);
        }
    }

    @Override
    public int drive() {
        if (isClosed) {
            return 0;
        }
        try {
            if (session == null || session.isDead()) {
                return rebuild();
            }
            final long datagramsBefore = counters.get(Counter.DATAGRAMS_RECEIVED);
            final int work = session.drive();
            if (isResubscribing) {
                advanceResubscription();
                return work + 1;
            }
            return work + takeMoreIn(datagramsBefore) + sendMore();
        } catch (final RuntimeException | Error failure) {
            LOG.warn("Aeron failed and is built anew: {}", failure.toString());
            counters.increment(Counter.AERON_ERRORS);
            closeSession();
            return 1;
        }
    }

    /**
     * A round takes one datagram in. Where one has come more may wait behind it; a node that is not behind looks once and finds none.
     * Answers the work done, and Aeron counts none for datagrams that it does not keep.
     */
    private int takeMoreIn(final long datagramsBefore) {
        long before = datagramsBefore;
        int taken = 0;
        while (taken < DATAGRAMS_PER_DRIVE && counters.get(Counter.DATAGRAMS_RECEIVED) != before) {
            before = counters.get(Counter.DATAGRAMS_RECEIVED);
            taken++;
            session.driver().receive();
        }
        return taken;
    }

    private int sendMore() {
        int work = 0;
        for (int i = 0; i < ROUNDS_PER_DRIVE && !queue.isEmpty(); i++) {
            int driven = queue.drain(queueSender) + session.driver().send();
            if (driven == 0) {
                // What holds the sender up may be the conductor's: the limits of publications.
                driven = session.driver().turn();
            }
            work += driven;
            if (driven == 0) {
                return work;
            }
        }
        // What was offered behind the token is what the others wait for while it goes round: not one datagram a turn.
        for (int i = 0; i < ROUNDS_PER_DRIVE && !session.data().isFlushed(); i++) {
            final int driven = session.driver().send();
            work += driven;
            if (driven == 0) {
                break;
            }
        }
        return work;
    }

    @Override
    public int pollData(final Receiver newReceiver, final int limitFrames) {
        if (session == null) {
            return 0;
        }
        receiver = newReceiver;
        return session.pollData(dataHandler, limitFrames);
    }

    @Override
    public int pollTokenAndControl(final Receiver newReceiver, final int limitFrames) {
        if (session == null) {
            return 0;
        }
        receiver = newReceiver;
        return session.pollFromPeers(peerHandler, limitFrames);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Only begins it; {@link #drive()} does it. What waits in the socket is read first, at most 50 ms long: a full
     * socket drops the set-up frame that the first of it asks for, and Aeron asks again only after a second.
     */
    @Override
    public void resubscribe() {
        counters.increment(Counter.RESUBSCRIPTIONS);
        isResubscribing = true;
        resubscribeByNs = System.nanoTime() + RESUBSCRIBE_LIMIT_NS;
    }

    @Override
    public boolean sleep(final long waitNs) {
        if (session == null || isResubscribing || !queue.isEmpty()) {
            return false;
        }
        watch.await(waitNs);
        return true;
    }

    @Override
    public void wake() {
        watch.wake();
    }

    /** Closes client and driver, frees the port and removes the driver's files. Again: nothing. */
    @Override
    public void close() {
        isClosed = true;
        closeSession();
        watch.close();
    }

    AeronSession session() {
        return session;
    }

    private void onData(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        // A group hands back what its own members send.
        if (!session.data().isOpenSession(header.sessionId())) {
            counters.increment(Counter.DATA_RECEIVED);
            receiver.onFrame(buffer, offset, length);
        }
    }

    private void onPeerFrame(final DirectBuffer buffer, final int offset, final int length, final Header header) {
        counters.increment(Counter.TOKENS_AND_CONTROL_RECEIVED);
        receiver.onFrame(buffer, offset, length);
    }

    /** Answers false if the frame was refused for the moment and may be kept; what is lost is counted here. */
    private boolean offer(
            final OutgoingStream stream,
            final Counter sent,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        final long result = stream.offer(buffer, offset, length);
        if (result > 0) {
            counters.increment(sent);
            return true;
        }
        if (result == Publication.BACK_PRESSURED || result == Publication.ADMIN_ACTION) {
            counters.increment(Counter.REFUSED);
            return false;
        }
        counters.increment(Counter.DROPPED_NOT_CONNECTED);
        if (result == Publication.MAX_POSITION_EXCEEDED) {
            counters.increment(Counter.PUBLICATIONS_READDED);
            session.reopen(stream);
        }
        return true;
    }

    private void keep(final int kind, final DirectBuffer buffer, final int offset, final int length) {
        if (!queue.add(kind, buffer, offset, length)) {
            counters.increment(Counter.DROPPED_QUEUE_FULL);
        }
    }

    private boolean sendQueued(final int kind, final DirectBuffer buffer, final int offset, final int length) {
        if (kind == DATA) {
            return offer(session.data(), Counter.DATA_SENT, buffer, offset, length);
        }
        // Streams leave side by side, a datagram each: the token waits until the data before it is on the wire.
        return session.data().isFlushed()
                && offer(session.toPeers()[kind - FIRST_TOKEN], Counter.TOKENS_SENT, buffer, offset, length);
    }

    private void advanceResubscription() {
        final long beganNs = System.nanoTime();
        boolean isEmpty = false;
        while (!isEmpty && System.nanoTime() - beganNs < SOCKET_READING_LIMIT_NS) {
            isEmpty = session.driver().turn() == 0;
        }
        if (isEmpty || System.nanoTime() - resubscribeByNs > 0) {
            isResubscribing = false;
            newAssemblers();
            session.resubscribe();
        }
    }

    private int rebuild() {
        final boolean wasOpen = session != null;
        closeSession();
        final long now = System.nanoTime();
        if (now - nextRebuildNs < 0) {
            return wasOpen ? 1 : 0;
        }
        nextRebuildNs = now + REBUILD_INTERVAL_NS;
        counters.increment(Counter.REBUILDS);
        LOG.warn("Aeron's driver or client ended; both are built anew");
        open();
        return 1;
    }

    private void open() {
        newAssemblers();
        directory = directories.claim(settings);
        try {
            session = AeronSession.open(settings, offload, counters, new LinkErrorLog(counters), watch, directory);
        } catch (final RuntimeException | Error failure) {
            directories.release(directory);
            directory = null;
            throw failure;
        }
    }

    private void newAssemblers() {
        dataHandler = new BoundedAssembler(this::onData, LONGEST_DATA_FRAME_BYTES, counters);
        peerHandler = new BoundedAssembler(this::onPeerFrame, LONGEST_FRAME_BYTES, counters);
    }

    private void closeSession() {
        if (session != null) {
            session.close();
            session = null;
            directories.release(directory);
            directory = null;
        }
    }

    private void probePort() {
        final String address = settings.addressOf(settings.self());
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(new InetSocketAddress(
                    AeronLinkSettings.resolve(settings.addresses().get(settings.self())), settings.port()));
        } catch (final SocketException taken) {
            throw new PortTakenException(address, settings.port(), taken);
        }
    }
}
