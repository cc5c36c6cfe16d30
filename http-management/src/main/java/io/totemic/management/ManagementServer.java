/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import io.totemic.ClusterView;
import io.totemic.Keys;
import io.totemic.Quorum;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.management.javadsl.PekkoManagement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of one node: our routes first, then those that other libraries registered with Pekko Management, and JSON
 * for everything that neither knows.
 *
 * <p>Methods may be called from any thread; a server starts once.
 */
public final class ManagementServer {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final long DRAIN_MS = 1_000;

    private final ActorSystem<?> system;
    private final Quorum quorum;
    private final Keys keys;
    private final Supplier<CompletionStage<ClusterView>> views;
    private final NodeAddresses addresses;
    private final ManagementSettings settings;
    private final AtomicReference<CompletableFuture<ServerBinding>> bound = new AtomicReference<>();

    /**
     * A server that is not started yet.
     *
     * @param system runs the requests
     * @param views asked once per request, from threads of the system
     * @param addresses how nodes are written
     * @param settings where to listen
     */
    public ManagementServer(
            final ActorSystem<?> system,
            final Supplier<CompletionStage<ClusterView>> views,
            final Quorum quorum,
            final Keys keys,
            final NodeAddresses addresses,
            final ManagementSettings settings) {
        this.system = Objects.requireNonNull(system, "system");
        this.views = Objects.requireNonNull(views, "views");
        this.quorum = Objects.requireNonNull(quorum, "quorum");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.addresses = Objects.requireNonNull(addresses, "addresses");
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Binds the port and lets go of it, for who wants to know before anything else is started; takes no time to speak of.
     *
     * @throws ManagementBindException if it cannot be bound
     */
    public void tryPort() {
        try (ServerSocket port = new ServerSocket()) {
            port.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (final IOException failure) {
            throw refused(failure);
        }
    }

    /**
     * Binds and serves.
     *
     * @return the bound address, with the real port if port 0 was asked for; fails with {@link ManagementBindException}
     * @throws IllegalStateException if the server was started before
     */
    public CompletionStage<InetSocketAddress> start() {
        final CompletableFuture<ServerBinding> binding = new CompletableFuture<>();
        if (!bound.compareAndSet(null, binding)) {
            throw new IllegalStateException("the management server on " + settings.address() + " was started before");
        }
        Http.get(system)
                .newServerAt(settings.host(), settings.port())
                .bind(new AllRoutes().routes())
                .whenComplete((served, failure) -> {
                    if (failure == null) {
                        binding.complete(served);
                    } else {
                        binding.completeExceptionally(refused(failure));
                    }
                });
        return binding.thenApply(ServerBinding::localAddress);
    }

    /** Stops listening and gives running requests a second; does nothing if the server does not run. */
    public CompletionStage<Done> stop() {
        final CompletableFuture<ServerBinding> binding = bound.get();
        if (binding == null || binding.isCompletedExceptionally()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return binding.thenCompose(served -> served.terminate(Duration.ofMillis(DRAIN_MS)))
                .thenApply(terminated -> Done.getInstance())
                .toCompletableFuture()
                .completeOnTimeout(Done.getInstance(), 2 * DRAIN_MS, TimeUnit.MILLISECONDS);
    }

    private ManagementBindException refused(final Throwable failure) {
        Throwable innermost = failure;
        String reason = null;
        while (innermost != null) {
            if (innermost.getMessage() != null) {
                reason = innermost.getMessage();
            }
            if (innermost instanceof BindException) {
                break;
            }
            innermost = innermost.getCause();
        }
        final String text = reason == null ? failure.toString() : reason;
        final boolean isTaken = text.toLowerCase(Locale.ROOT).contains("already in use");
        return new ManagementBindException(
                settings.address(), isTaken ? "the port is already in use" : text, unwrapped(failure));
    }

    private static Throwable unwrapped(final Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** All routes of the server, sealed. */
    private final class AllRoutes extends AllDirectives {

        Route routes() {
            final ViewQuestion question = new ViewQuestion(views, settings.viewTimeout());
            return concat(
                            new RingRoutes(question, addresses).routes(),
                            new QuorumRoutes(question, quorum).routes(),
                            new KeyRoutes(question, keys).routes(),
                            new DropRoutes(question).routes(),
                            new HealthRoutes(question).routes(),
                            PekkoManagement.get(system).getRoutes())
                    .seal(rejections(), exceptions());
        }

        private RejectionHandler rejections() {
            return RejectionHandler.newBuilder()
                    .handleAll(
                            MethodRejection.class,
                            rejected -> extractMethod(method -> complete(JsonAnswers.error(
                                    StatusCodes.METHOD_NOT_ALLOWED, method.name() + " is not allowed here, only GET"))))
                    .handleNotFound(
                            extractUnmatchedPath(
                                    path -> complete(
                                            JsonAnswers.error(
                                                    StatusCodes.NOT_FOUND,
                                                    "there is no " + path
                                                            + "; there are /cluster/members, /cluster/quorum, /cluster/keys, /cluster/drops, /ready and /alive"))))
                    .build();
        }

        private ExceptionHandler exceptions() {
            return ExceptionHandler.newBuilder()
                    .matchAny(failure -> {
                        LOG.error("an HTTP request failed", failure);
                        return complete(
                                JsonAnswers.error(StatusCodes.INTERNAL_SERVER_ERROR, "the request failed: " + failure));
                    })
                    .build();
        }
    }
}
