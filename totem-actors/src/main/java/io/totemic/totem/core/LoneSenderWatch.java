/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

/**
 * Tells when the token is worth keeping for a moment: this node sends one message at a time, each as soon as the one before it is
 * delivered, and nobody else sends. Each of its messages would wait for a rotation otherwise.
 *
 * <p>Differs from Corosync, which passes the token on after each visit. See decision 0026.
 */
final class LoneSenderWatch {

    /** A next message that takes longer is not waited for. */
    static final long PROMPT_NS = 400_000L;

    /** So long the token is kept in all in one visit: others may wait for it, and it is not to be taken for lost. */
    static final long LONGEST_NS = 500_000L;

    /** So many messages must have followed promptly one after the other. */
    static final int PROMPT_MESSAGES = 3;

    private long visitBeganNs;
    private long sentNs;
    private boolean hasSent;
    private int submittedMessages;
    private int promptMessages;

    /** The token came. */
    void onToken(final long nowNs) {
        visitBeganNs = nowNs;
    }

    /** Messages of this node wait to be sent. */
    void onSubmit(final int messages, final long nowNs) {
        final boolean isPrompt = hasSent && messages == 1 && submittedMessages == 0 && nowNs - sentNs <= PROMPT_NS;
        promptMessages = isPrompt ? Math.min(PROMPT_MESSAGES, promptMessages + 1) : 0;
        submittedMessages = Math.min(Integer.MAX_VALUE / 2, submittedMessages) + messages;
    }

    /** All that waited was sent. */
    void onSent(final long nowNs) {
        sentNs = nowNs;
        hasSent = true;
        submittedMessages = 0;
    }

    /** How long to keep the token for the next message, in ns; 0 for not at all. */
    long nextWaitNs(final long nowNs) {
        if (promptMessages < PROMPT_MESSAGES) {
            return 0;
        }
        return Math.max(0, Math.min(PROMPT_NS, visitBeganNs + LONGEST_NS - nowNs));
    }
}
