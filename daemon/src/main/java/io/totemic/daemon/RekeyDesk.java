/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import io.totemic.Keys;
import io.totemic.config.ConfigException;
import io.totemic.config.KeySource;
import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.totem.keys.core.KeyChange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests about keys that an operator on this host lays into the state directory; looks once a second. */
final class RekeyDesk implements AutoCloseable {

    private static final Logger TOTEM = LoggerFactory.getLogger("totemic.TOTEM");
    private static final long INTERVAL_MS = 1_000;
    private static final long ANSWER_LIMIT_S = 10;

    private final RekeyFiles files;
    private final Keys keys;
    private final KeySource source;
    private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(task -> {
        final Thread thread = new Thread(task, "rekey-desk");
        thread.setDaemon(true);
        return thread;
    });

    /** Opens at once. */
    @SuppressWarnings("FutureReturnValueIgnored") // runs until the desk is closed
    RekeyDesk(final RekeyFiles files, final Keys keys, final KeySource source) {
        this.files = files;
        this.keys = keys;
        this.source = source;
        clerk.scheduleWithFixedDelay(this::look, INTERVAL_MS, INTERVAL_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            final String request = files.takeRequest();
            if (request != null) {
                final String[] words = request.strip().split(" ", -1);
                if (words.length == 2) {
                    TOTEM.info("Keys: an operator asks for {}", words[1]);
                    files.answer(words[0] + " " + answer(words[1]));
                }
            }
        } catch (final IOException | RuntimeException failure) {
            TOTEM.error("Keys: a request in {} cannot be answered: {}", files, failure.toString());
        }
    }

    private String answer(final String word) {
        try {
            return done(word)
                    .toCompletableFuture()
                    .orTimeout(ANSWER_LIMIT_S, TimeUnit.SECONDS)
                    .join();
        } catch (final ConfigException refused) {
            return text(new KeyChange.Refused(refused.getMessage()));
        } catch (final RuntimeException failure) {
            return "try-again the node does not answer: " + failure.getMessage();
        }
    }

    private CompletionStage<String> done(final String word) {
        return switch (word) {
            case "status" -> keys.status().thenApply(status -> "made " + text(status));
            case "load" ->
                source.next()
                        .map(next -> keys.load(next.load()))
                        .orElseGet(() -> refused("the key stands in the configuration, must stand in a file"
                                + " (totem.keyfile) to be changed"))
                        .thenApply(RekeyDesk::text);
            case "activate" -> with(1, "no second key is loaded");
            case "rollback" -> with(0, "there is no key");
            case "retire" ->
                keys.status()
                        .thenCompose(status -> status.live().stream()
                                .filter(keyId -> keyId != status.own().active())
                                .findFirst()
                                .map(keys::retire)
                                .orElseGet(() -> refused("no second key is loaded")))
                        .thenApply(RekeyDesk::text);
            default -> refused("there is no " + word).thenApply(RekeyDesk::text);
        };
    }

    private CompletionStage<String> with(final int place, final String otherwise) {
        return keys.status()
                .thenCompose(status -> status.live().size() > place
                        ? keys.activate(status.live().get(place))
                        : refused(otherwise))
                .thenApply(RekeyDesk::text);
    }

    private static CompletionStage<KeyChange> refused(final String rule) {
        return CompletableFuture.completedFuture(new KeyChange.Refused(rule));
    }

    private static String text(final KeyChange change) {
        if (change instanceof KeyChange.Made made) {
            return "made activation " + made.state().activation() + ", frames are sealed with key "
                    + ClusterKey.idText(made.state().active())
                    + (made.notHeard().isEmpty() ? "" : "; not heard: nodes " + made.notHeard());
        }
        return change instanceof KeyChange.Refused refused
                ? "refused " + refused.rule()
                : "try-again " + ((KeyChange.TryAgain) change).why();
    }

    private static String text(final KeyStatus status) {
        if (!status.isEncrypted()) {
            return "frames travel in the clear (totem.secauth: off)";
        }
        return "activation " + status.own().activation()
                + status.nodes().stream()
                        .map(node -> "\n  node " + node.node()
                                + node.keys()
                                        .map(each -> " seals with "
                                                + ClusterKey.idText(each.state().active()) + ", has loaded "
                                                + names(each.live()))
                                        .orElse(" is not heard"))
                        .collect(Collectors.joining());
    }

    private static String names(final List<Integer> keyIds) {
        return keyIds.stream().map(ClusterKey::idText).collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        clerk.shutdownNow();
    }
}
