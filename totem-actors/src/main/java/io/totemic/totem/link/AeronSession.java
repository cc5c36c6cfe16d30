/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.link;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.RegistrationException;
import io.aeron.logbuffer.FragmentHandler;
import io.totemic.protocol.NodeSet;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.NoOpLock;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * One life of driver and client with their streams. When either dies it is closed and another one made.
 *
 * <p>Has no thread of its own: all that driver and client do happens in {@link #drive()}.
 */
final class AeronSession implements AutoCloseable {

    static final int DATA_STREAM = 1;
    /** Tokens and control frames, from each node to each other one. */
    static final int PEER_STREAM = 2;

    private static final int MEBIBYTE = 1024 * 1024;
    private static final long START_LIMIT_NS = TimeUnit.SECONDS.toNanos(10);
    // No pause of the process may end the client: the ring has its own time-outs. Hours, in the order Aeron demands.
    private static final long CLIENT_LIVENESS_NS = TimeUnit.HOURS.toNanos(1);
    private static final long UNBLOCK_NS = TimeUnit.HOURS.toNanos(2);
    private static final long IMAGE_LIVENESS_NS = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final long CONNECTION_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final AeronLinkSettings settings;
    private final LinkErrorLog errors;
    private final MediaDriver driver;
    private final Aeron aeron;
    private final DriverAgents agents;
    private final AgentInvoker clientInvoker;
    private final OutgoingStream data;
    private final OutgoingStream[] toPeers;
    private final IncomingStream dataIn;
    private final IncomingStream fromPeers;
    private boolean isAllOpen;

    private AeronSession(
            final AeronLinkSettings settings,
            final SegmentationOffload offload,
            final SessionIds sessionIds,
            final LinkErrorLog errors,
            final MediaDriver driver,
            final Aeron aeron) {
        this.settings = settings;
        this.errors = errors;
        this.driver = driver;
        this.aeron = aeron;
        this.agents = new DriverAgents(driver.sharedAgentInvoker(), errors);
        this.clientInvoker = aeron.conductorAgentInvoker();
        final ChannelNames names = new ChannelNames(settings, offload.batchBytes(settings.aeronMtuBytes()));
        this.fromPeers = new IncomingStream(aeron, names.incoming(), PEER_STREAM);
        this.dataIn = new IncomingStream(aeron, names.incomingData(), DATA_STREAM);
        this.data = new OutgoingStream(
                aeron,
                names.outgoingData(),
                DATA_STREAM,
                names.dataDestinations(),
                () -> sessionIds.next(DATA_STREAM),
                offload.segmentBytes());
        this.toPeers = settings.addresses().keySet().stream()
                .filter(node -> !node.equals(settings.self()))
                .map(node -> new OutgoingStream(
                        aeron, names.outgoing(node), PEER_STREAM, List.of(), () -> sessionIds.next(PEER_STREAM), 0))
                .toArray(OutgoingStream[]::new);
    }

    /**
     * Starts driver and client and opens all streams; takes some tens of milliseconds.
     *
     * @throws PortTakenException if the port cannot be bound
     */
    static AeronSession open(
            final AeronLinkSettings settings,
            final SegmentationOffload offload,
            final LinkCounters counters,
            final LinkErrorLog errors,
            final SocketWatch watch,
            final Path directory) {
        final SessionIds sessionIds = new SessionIds(
                settings.self(), NodeSet.copyOf(settings.addresses().keySet()), System.nanoTime());
        final MediaDriver driver =
                MediaDriver.launch(driverContext(offload, counters, errors, watch, sessionIds, directory));
        Aeron aeron = null;
        try {
            aeron = Aeron.connect(clientContext(errors, driver));
            final AeronSession session = new AeronSession(settings, offload, sessionIds, errors, driver, aeron);
            session.awaitOpen();
            return session;
        } catch (final RuntimeException failure) {
            CloseHelper.quietCloseAll(aeron, driver);
            throw failure;
        }
    }

    private static MediaDriver.Context driverContext(
            final SegmentationOffload offload,
            final LinkCounters counters,
            final LinkErrorLog errors,
            final SocketWatch watch,
            final SessionIds sessionIds,
            final Path directory) {
        return new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .threadingMode(ThreadingMode.INVOKER)
                .asyncExecutorEnabled(false)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .warnIfDirectoryExists(false)
                .errorHandler(errors)
                .conductorBufferLength(MEBIBYTE + RingBufferDescriptor.TRAILER_LENGTH)
                .counterValuesBufferLength(MEBIBYTE)
                .errorBufferLength(4 * MEBIBYTE)
                .lossReportBufferLength(MEBIBYTE)
                .streamSessionLimit(sessionIds.limit())
                .lowStorageWarningThreshold(0)
                .publicationTermBufferLength(64 * 1024)
                .ipcTermBufferLength(64 * 1024)
                .termBufferSparseFile(true)
                .timerIntervalNs(TIMER_INTERVAL_NS)
                .imageLivenessTimeoutNs(IMAGE_LIVENESS_NS)
                .publicationConnectionTimeoutNs(CONNECTION_TIMEOUT_NS)
                .publicationUnblockTimeoutNs(UNBLOCK_NS)
                .clientLivenessTimeoutNs(CLIENT_LIVENESS_NS)
                .driverTimeoutMs(TimeUnit.NANOSECONDS.toMillis(CLIENT_LIVENESS_NS))
                .reResolutionCheckIntervalNs(0)
                .receiveChannelEndpointSupplier((channel, dispatcher, status, context) -> new GuardedReceiveEndpoint(
                        channel, dispatcher, status, context, counters, watch, sessionIds, offload))
                .sendChannelEndpointSupplier(
                        // Of what goes to all peers, which is data; a token that is longer than a segment is one frame.
                        (channel, status, context) -> offload.isOn() && channel.isManualControlMode()
                                ? new SegmentingSendEndpoint(channel, status, context, watch, offload)
                                : new SparingSendEndpoint(channel, status, context, watch));
    }

    private static Aeron.Context clientContext(final LinkErrorLog errors, final MediaDriver driver) {
        return new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .driverAgentInvoker(driver.sharedAgentInvoker())
                .useConductorAgentInvoker(true)
                .clientLock(NoOpLock.INSTANCE)
                .driverTimeoutMs(TimeUnit.NANOSECONDS.toMillis(CLIENT_LIVENESS_NS))
                .resourceLingerDurationNs(TimeUnit.MILLISECONDS.toNanos(200))
                .errorHandler(errors)
                .subscriberErrorHandler(errors);
    }

    private void awaitOpen() {
        final long limitNs = System.nanoTime() + START_LIMIT_NS;
        try {
            while (!isAllOpen()) {
                drive();
                if (System.nanoTime() - limitNs > 0) {
                    throw new IllegalStateException("Aeron did not open the streams within 10 s");
                }
            }
        } catch (final RegistrationException refused) {
            throw bindFailure(refused) ? portTaken(refused) : refused;
        }
    }

    private static boolean bindFailure(final RegistrationException refused) {
        final String message = String.valueOf(refused.getMessage());
        return message.contains("Address already in use")
                || message.contains("Cannot assign requested address")
                || message.contains(BindException.class.getSimpleName());
    }

    private PortTakenException portTaken(final RegistrationException refused) {
        return new PortTakenException(settings.addressOf(settings.self()), settings.port(), refused);
    }

    private boolean isAllOpen() {
        boolean isOpen = data.isOpen();
        isOpen &= dataIn.isOpen();
        isOpen &= fromPeers.isOpen();
        for (final OutgoingStream toPeer : toPeers) {
            isOpen &= toPeer.isOpen();
        }
        return isOpen;
    }

    /** One round of driver and client. Answers the work done. */
    int drive() {
        final int work = agents.turn() + clientInvoker.invoke();
        if (!isAllOpen) {
            isAllOpen = isAllOpen();
        }
        return work;
    }

    /** The agents of the driver. */
    DriverAgents driver() {
        return agents;
    }

    /** Whether driver or client can no longer work. */
    boolean isDead() {
        return errors.isFatal() || aeron.isClosed() || !agents.isRunning() || !clientInvoker.isRunning();
    }

    int pollData(final FragmentHandler handler, final int limitFrames) {
        return dataIn.poll(handler, limitFrames);
    }

    int pollFromPeers(final FragmentHandler handler, final int limitFrames) {
        return fromPeers.poll(handler, limitFrames);
    }

    OutgoingStream data() {
        return data;
    }

    /** The stream to each peer, in the order of their ids. */
    OutgoingStream[] toPeers() {
        return toPeers;
    }

    /** Closes the incoming streams and opens them again at the live position, without waiting. */
    void resubscribe() {
        dataIn.reopen();
        fromPeers.reopen();
        isAllOpen = false;
    }

    void reopen(final OutgoingStream stream) {
        stream.reopen();
        isAllOpen = false;
    }

    /** Whether every stream has its peers: what tests wait for. */
    boolean isConnectedTo(final int peersExpected) {
        boolean isConnected = data.isConnected() && dataIn.images() >= peersExpected;
        isConnected &= fromPeers.images() >= peersExpected;
        for (final OutgoingStream toPeer : toPeers) {
            isConnected &= peersExpected < toPeers.length || toPeer.isConnected();
        }
        return isConnected;
    }

    Aeron client() {
        return aeron;
    }

    Path directory() {
        return Path.of(driver.aeronDirectoryName());
    }

    static boolean isOurStream(final int streamId) {
        return streamId >= DATA_STREAM && streamId <= PEER_STREAM;
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(aeron, driver);
    }
}
