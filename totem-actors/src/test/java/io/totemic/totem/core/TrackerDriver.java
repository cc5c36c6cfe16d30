/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.firstPlan;
import static io.totemic.totem.core.Totems.frame;
import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.nodes;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.Totems.seqs;
import static io.totemic.totem.core.Totems.settings;

import io.totemic.membership.core.RecoveryPlan;
import io.totemic.protocol.Effects;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A retransmit tracker, its time, and what it wanted done in words. Node 2. */
final class TrackerDriver {

    static final RingId OLD = ring(1, 4);
    static final RingId NEW = ring(1, 8);

    final RetransmitTracker tracker;
    long nowNs = Totems.TOKEN_NS;
    private final Effects<TrackerEffect> out = new Effects<>();
    private int tokenSeq;

    TrackerDriver() {
        this(settings(2));
    }

    private TrackerDriver(final TotemSettings settings) {
        tracker = new RetransmitTracker(settings);
        tokenSeq = settings.initialSeq();
    }

    private TokenArrival arrival;
    private List<OldFrame> encapsulated;

    /** A tracker in OPERATIONAL on the ring OLD of 1, 2 and 3. */
    static TrackerDriver installed() {
        return installed(settings(2));
    }

    static TrackerDriver installed(final TotemSettings settings) {
        final TrackerDriver driver = new TrackerDriver(settings);
        driver.recover(firstPlan(OLD, nodes(1, 2, 3)));
        driver.install(firstPlan(OLD, nodes(1, 2, 3)));
        return driver;
    }

    /** From OLD of 1, 2, 3 to NEW of 1, 2, 4: 3 is left behind. */
    static RecoveryPlan planOfNew(final int lowestAru) {
        return new RecoveryPlan(NEW, nodes(1, 2, 4), OLD, nodes(1, 2, 3), nodes(1, 2), true, lowestAru + 1, 0);
    }

    List<String> receive(final RegularMessage... frames) {
        for (final RegularMessage frame : frames) {
            tracker.onFrames(List.of(frame), nowNs, out);
        }
        return steps();
    }

    /** Frames of 3 on OLD. */
    List<String> receive(final int... seqs) {
        for (final int seq : seqs) {
            tracker.onFrames(List.of(frame(OLD, 3, seq)), nowNs, out);
        }
        return steps();
    }

    List<String> originate(final RegularMessage... frames) {
        tracker.onOriginated(frames[0].ringId(), List.of(frames), out);
        return steps();
    }

    OrfToken.Draft token(final int seq, final int aru) {
        return OrfToken.draft(node(1), OLD).tokenSeq(tokenSeq++).seq(seq).aru(aru, aru == seq ? 0 : 3);
    }

    List<String> visit(final OrfToken.Draft draft) {
        tracker.onToken(draft.build(), nowNs, out);
        return steps();
    }

    List<String> suspend() {
        tracker.onSuspend(out);
        return steps();
    }

    List<String> seal() {
        tracker.onSeal(NEW, out);
        return steps();
    }

    List<String> recover(final RecoveryPlan plan) {
        tracker.onSeal(plan.ringId(), out);
        tracker.onRecover(plan, out);
        return steps();
    }

    List<String> startToken(final RingId ringId) {
        tracker.onStartToken(ringId, out);
        return steps();
    }

    List<String> install(final RecoveryPlan plan) {
        tracker.onInstall(plan, out);
        return steps();
    }

    /** What the last visit told the holder. */
    TokenArrival arrival() {
        return arrival;
    }

    /** Requests on the last token, as the holder gets it. */
    int[] requests() {
        return arrival.token().retransmitRequests();
    }

    /** What is to be sent again, as frames of NEW originated by {@code sender}. */
    RegularMessage[] recoveryFrames(final int sender) {
        final List<RegularMessage> frames = new ArrayList<>();
        for (final OldFrame old : encapsulated) {
            frames.add(new RegularMessage(
                    node(sender), frames.size() + 1, 0, NEW, true, old.isObligation(), old.encapsulated()));
        }
        return frames.toArray(new RegularMessage[0]);
    }

    private List<String> steps() {
        final List<String> steps = out.asList().stream().map(this::describe).collect(Collectors.toList());
        out.clear();
        return steps;
    }

    private String describe(final TrackerEffect effect) {
        final String[] words = new String[1];
        effect.applyTo(new TrackerEffect.Handler() {
            @Override
            public void reportSlowReceiver(final TrackerEffect.ReportSlowReceiver effect) {
                words[0] = "slow " + effect.node() + " by " + effect.framesBehind();
            }

            @Override
            public void reportCaughtUp(final TrackerEffect.ReportCaughtUp effect) {
                words[0] = "caught up " + effect.node() + " from " + effect.mostFramesBehind();
            }

            @Override
            public void reportSlowMember(final TrackerEffect.ReportSlowMember effect) {
                words[0] = "slow " + effect.node();
            }

            @Override
            public void reportPromptMember(final TrackerEffect.ReportPromptMember effect) {
                words[0] = "prompt " + effect.node();
            }

            @Override
            public void retransmit(final TrackerEffect.Retransmit effect) {
                words[0] = "retransmit " + seqs(effect.frames());
            }

            @Override
            public void passToken(final TrackerEffect.PassToken effect) {
                arrival = effect.arrival();
                words[0] = "token";
            }

            @Override
            public void passSuspend(final TrackerEffect.PassSuspend effect) {
                words[0] = "suspend";
            }

            @Override
            public void passRecover(final TrackerEffect.PassRecover effect) {
                encapsulated = effect.encapsulated();
                words[0] = "recover " + effect.plan().ringId() + " with " + encapsulated.size();
            }

            @Override
            public void passStartToken(final TrackerEffect.PassStartToken effect) {
                words[0] = "start token of " + effect.ringId();
            }

            @Override
            public void passInstall(final TrackerEffect.PassInstall effect) {
                words[0] = "install " + effect.plan().ringId();
            }

            @Override
            public void reportSeal(final TrackerEffect.ReportSeal effect) {
                words[0] = "sealed at aru " + effect.report().aru() + ", high "
                        + effect.report().highSeq() + ", delivered "
                        + effect.report().highDelivered();
            }

            @Override
            public void reportForeign(final TrackerEffect.ReportForeign effect) {
                words[0] = "foreign " + effect.ringId() + " from " + effect.from();
            }

            @Override
            public void noteHeld(final TrackerEffect.NoteHeld effect) {
                words[0] = "held " + effect.frame().seq();
            }

            @Override
            public void deliver(final TrackerEffect.Deliver effect) {
                words[0] = "deliver " + seqs(effect.frames());
            }

            @Override
            public void deliverConfiguration(final TrackerEffect.DeliverConfiguration effect) {
                if (effect.configuration() instanceof TransitionalConfiguration transitional) {
                    words[0] = "transitional " + transitional.ringId() + " after " + transitional.oldRingId() + ": "
                            + transitional.members() + ", left " + transitional.left();
                } else if (effect.configuration() instanceof RegularConfiguration regular) {
                    words[0] =
                            "regular " + regular.ringId() + ": " + regular.members() + ", joined " + regular.joined();
                }
            }
        });
        return words[0];
    }
}
