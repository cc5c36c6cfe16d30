/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.firstPlan;
import static io.totemic.totem.core.Totems.message;
import static io.totemic.totem.core.Totems.nodes;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.Totems.seqs;
import static io.totemic.totem.core.Totems.settings;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.Effects;
import io.totemic.protocol.Guarantee;
import io.totemic.protocol.RingId;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import io.totemic.protocol.message.TokenHoldCancel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A token holder, its time, and what it wanted done in words. */
final class HolderDriver {

    static final RingId RING = ring(1, 8);

    final TokenHolder holder;
    final RecoveryPlan plan;
    long nowNs = Totems.TOKEN_NS;
    private final Effects<HolderEffect> out = new Effects<>();
    private int tokenSeq;
    private OrfToken sent;
    private List<RegularMessage> multicast = List.of();

    private HolderDriver(final TotemSettings settings, final int... members) {
        holder = new TokenHolder(settings);
        plan = firstPlan(RING, nodes(members));
    }

    static HolderDriver inRecovery(final int self, final byte[]... oldFrames) {
        return inRecovery(settings(self), oldFrames);
    }

    /** A member of the ring of 1, 2 and 3 in RECOVERY. */
    static HolderDriver inRecovery(final TotemSettings settings, final byte[]... oldFrames) {
        final HolderDriver driver = new HolderDriver(settings, 1, 2, 3);
        driver.holder.onRecover(
                driver.plan,
                Arrays.stream(oldFrames).map(old -> new OldFrame(old, false)).toList(),
                driver.nowNs);
        return driver;
    }

    static HolderDriver installed(final int self) {
        return installed(settings(self));
    }

    /** A member of the ring of 1, 2 and 3 in OPERATIONAL, synchronised. */
    static HolderDriver installed(final TotemSettings settings) {
        final HolderDriver driver = inRecovery(settings);
        for (int visit = 0; visit < 4; visit++) {
            driver.visit(driver.token(0));
        }
        driver.install();
        driver.holder.onSynchronised(RING, driver.nowNs, driver.out);
        driver.out.clear();
        return driver;
    }

    /** The next token, with all received up to its seq. */
    OrfToken.Draft token(final int seq) {
        return OrfToken.draft(Totems.node(3), RING)
                .tokenSeq(tokenSeq++)
                .seq(seq)
                .aru(seq, 0);
    }

    /** A visit at which the tracker has everything. */
    List<String> visit(final OrfToken.Draft draft) {
        final OrfToken token = draft.build();
        return visit(token, token.seq());
    }

    List<String> visit(final OrfToken.Draft draft, final int trackerAru) {
        return visit(draft.build(), trackerAru);
    }

    private List<String> visit(final OrfToken token, final int trackerAru) {
        return visit(new TokenArrival(token, token.retransmitRequests(), 0, trackerAru, 0));
    }

    List<String> visit(final TokenArrival arrival) {
        holder.onToken(arrival, nowNs, out);
        return steps();
    }

    List<String> submit(final int... bodyBytes) {
        for (final int length : bodyBytes) {
            holder.onSubmit(List.of(message(length)), nowNs, out);
        }
        return steps();
    }

    void submitSafe(final int bodyBytes) {
        holder.onSubmit(List.of(new OutgoingMessage(ServiceId.CPG, Guarantee.SAFE, new byte[bodyBytes])), nowNs, out);
        steps();
    }

    /** Submits messages that fill a frame each. */
    void submitFrames(final int count) {
        for (int i = 0; i < count; i++) {
            holder.onSubmit(List.of(message(Totems.FULL_BODY)), nowNs, out);
        }
        steps();
    }

    List<String> holdCancel(final RingId ringId) {
        holder.onTokenHoldCancel(new TokenHoldCancel(Totems.node(2), ringId), nowNs, out);
        return steps();
    }

    /** Time passes, and what is due fires. */
    List<String> after(final long ns) {
        nowNs += ns;
        holder.onTime(nowNs, out);
        return steps();
    }

    List<String> install() {
        holder.onInstall(plan, nowNs, out);
        return steps();
    }

    List<String> startToken(final RingId ringId) {
        holder.onStartToken(ringId, nowNs, out);
        return steps();
    }

    List<String> seal(final RingId attempt) {
        holder.onSeal(attempt, out);
        return steps();
    }

    /** The frames last sent to all. */
    List<RegularMessage> multicast() {
        return multicast;
    }

    /** The last token sent. */
    OrfToken sent() {
        return sent;
    }

    /** Its aru and who holds it back: "7@2". */
    String sentAru() {
        return sent.aru() + "@" + sent.aruAddress();
    }

    private List<String> steps() {
        final List<String> steps = out.asList().stream().map(this::describe).collect(Collectors.toList());
        out.clear();
        return steps;
    }

    private String describe(final HolderEffect effect) {
        final String[] words = new String[1];
        effect.applyTo(new HolderEffect.Handler() {
            @Override
            public void multicast(final HolderEffect.Multicast effect) {
                multicast = effect.frames();
                words[0] = "multicast " + seqs(effect.frames());
            }

            @Override
            public void sendToken(final HolderEffect.SendToken effect) {
                sent = effect.token();
                words[0] = "token to " + effect.target();
            }

            @Override
            public void originated(final HolderEffect.Originated effect) {
                words[0] = "originated " + seqs(effect.frames());
            }

            @Override
            public void passSeal(final HolderEffect.PassSeal effect) {
                words[0] = "seal for " + effect.attempt();
            }

            @Override
            public void reportFirstToken(final HolderEffect.ReportFirstToken effect) {
                words[0] = "first token of " + effect.ringId();
            }

            @Override
            public void reportTokenLost(final HolderEffect.ReportTokenLost effect) {
                words[0] = "token lost on " + effect.ringId();
            }

            @Override
            public void reportFailedToReceive(final HolderEffect.ReportFailedToReceive effect) {
                words[0] = "failed to receive on " + effect.ringId();
            }

            @Override
            public void reportRecoveryComplete(final HolderEffect.ReportRecoveryComplete effect) {
                words[0] = "recovery complete on " + effect.ringId();
            }

            @Override
            public void sendMergeDetect(final HolderEffect.SendMergeDetect effect) {
                words[0] = "merge detect of " + effect.message().ringId();
            }

            @Override
            public void sendTokenHoldCancel(final HolderEffect.SendTokenHoldCancel effect) {
                words[0] = "hold cancel on " + effect.message().ringId();
            }

            @Override
            public void returnCredit(final HolderEffect.ReturnCredit effect) {
                words[0] = "credit " + effect.bytes();
            }

            @Override
            public void warnTokenLate(final HolderEffect.WarnTokenLate effect) {
                words[0] = "token late by " + effect.lateNs() / Totems.MILLISECOND + " ms";
            }

            @Override
            public void logRetransmitList(final HolderEffect.LogRetransmitList effect) {
                words[0] = "retransmit list " + Arrays.toString(effect.seqs());
            }
        });
        return words[0];
    }
}
