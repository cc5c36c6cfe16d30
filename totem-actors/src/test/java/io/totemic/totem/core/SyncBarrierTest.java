/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.node;
import static io.totemic.totem.core.Totems.nodes;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.Totems.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RegularConfiguration;
import io.totemic.protocol.RingId;
import io.totemic.protocol.TransitionalConfiguration;
import io.totemic.protocol.message.RegularMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The synchronisation of the services after a configuration, at node 1. */
class SyncBarrierTest {

    private static final RingId FIRST = ring(1, 4);
    private static final RingId SECOND = ring(1, 8);
    private static final RingId THIRD = ring(1, 12);
    private static final QuorumVerdict VERDICT = new QuorumVerdict(QuorumVerdict.State.QUORATE, 3, 2, 2);

    private final SyncBarrier barrier = new SyncBarrier(EnumSet.of(ServiceId.CPG, ServiceId.VOTEQUORUM));
    private final Effects<BarrierEffect> out = new Effects<>();

    @Test
    void shouldSynchroniseInOneRound() {
        assertThat(regular(FIRST, nodes(1, 2))).containsExactly("cpg: regular 1.4", "tally: regular 1.4");
        assertThat(contribute(FIRST, ServiceId.VOTEQUORUM)).isEmpty();
        assertThat(contribute(FIRST, ServiceId.CPG)).containsExactly("submit");

        assertThat(frames(barrierOf(FIRST, 2))).isEmpty();
        assertThat(frames(barrierOf(FIRST, 1)))
                .containsExactly("tally: synchronised 1.4 with 1 2: 1=votes 1 2=votes 2");
        assertThat(verdict(FIRST))
                .containsExactly("cpg: synchronised 1.4 with 1 2: 1=list 1 2=list 2 QUORATE", "synchronised 1.4");
    }

    @Test
    void shouldSubmitWhatAllServicesContributed() {
        regular(FIRST, nodes(1));
        barrier.onContribution(FIRST, ServiceId.CPG, text("list 1"), out);
        barrier.onContribution(FIRST, ServiceId.VOTEQUORUM, text("votes 1"), out);

        final BarrierEffect.Submit submit = (BarrierEffect.Submit) out.asList().get(0);
        final BarrierMessage read = BarrierMessage.decode(submit.message().body());
        assertThat(submit.message().service()).isEqualTo(ServiceId.SYNC);
        assertThat(read.ringId()).isEqualTo(FIRST);
        assertThat(read.contributions().get(ServiceId.CPG)).isEqualTo(text("list 1"));
        assertThat(read.contributions().get(ServiceId.VOTEQUORUM)).isEqualTo(text("votes 1"));
    }

    @Test
    void shouldStartOverAtEachConfiguration() {
        regular(FIRST, nodes(1, 2));
        contribute(FIRST, ServiceId.CPG);
        frames(barrierOf(FIRST, 2));
        transitional(SECOND, FIRST, nodes(1, 2));
        regular(SECOND, nodes(1, 2));

        assertThat(contribute(FIRST, ServiceId.VOTEQUORUM)).isEmpty();
        assertThat(contribute(SECOND, ServiceId.VOTEQUORUM)).isEmpty();
        assertThat(frames(barrierOf(SECOND, 1))).isEmpty();
        assertThat(frames(barrierOf(FIRST, 2))).isEmpty();
        assertThat(frames(barrierOf(SECOND, 2))).hasSize(1);
    }

    @Test
    void shouldIgnoreBarrierMessagesThatAreNotOfThisRound() {
        regular(FIRST, nodes(1, 2));
        frames(barrierOf(FIRST, 1));

        assertThat(frames(barrierOf(SECOND, 2))).isEmpty();
        assertThat(frames(barrierOf(FIRST, 3))).isEmpty();
        assertThat(frames(barrierOf(FIRST, 1))).isEmpty();
        assertThat(frames(frame(2, ServiceId.SYNC, text("rubbish")))).isEmpty();
        assertThat(frames(barrierOf(FIRST, 2))).hasSize(1);
        verdict(FIRST);
        assertThat(frames(barrierOf(FIRST, 2), barrierOf(FIRST, 1))).isEmpty();
    }

    @Test
    void shouldIgnoreAVerdictThatNobodyWaitsFor() {
        regular(FIRST, nodes(1));
        assertThat(verdict(FIRST)).isEmpty();
        frames(barrierOf(FIRST, 1));

        assertThat(verdict(SECOND)).isEmpty();
        assertThat(verdict(FIRST)).hasSize(2);
        assertThat(verdict(FIRST)).isEmpty();
    }

    /** Messages behind the last contribution come after the verdict, even those of the same frame. */
    @Test
    void shouldKeepMessagesBehindTheLastContributionUntilTheVerdict() {
        regular(FIRST, nodes(1, 2));
        frames(barrierOf(FIRST, 1));

        assertThat(frames(twoIn(barrierBody(FIRST, 2), text("a")), frame(2, ServiceId.CPG, text("b"))))
                .containsExactly("tally: synchronised 1.4 with 1 2: 1=votes 1 2=votes 2");
        assertThat(frames(frame(2, ServiceId.CPG, text("c")))).isEmpty();
        assertThat(verdict(FIRST))
                .containsExactly(
                        "cpg: synchronised 1.4 with 1 2: 1=list 1 2=list 2 QUORATE",
                        "synchronised 1.4",
                        "cpg: a b",
                        "cpg: c");
    }

    @Test
    void shouldKeepAConfigurationInItsPlaceWhileTheTallyDecides() {
        regular(FIRST, nodes(1));
        frames(barrierOf(FIRST, 1), frame(1, ServiceId.CPG, text("a")));

        assertThat(transitional(SECOND, FIRST, nodes(1))).isEmpty();
        assertThat(regular(SECOND, nodes(1))).isEmpty();
        assertThat(frames(barrierOf(SECOND, 1), frame(1, ServiceId.CPG, text("b"))))
                .isEmpty();
        assertThat(verdict(FIRST))
                .containsExactly(
                        "cpg: synchronised 1.4 with 1: 1=list 1 QUORATE",
                        "synchronised 1.4",
                        "cpg: a",
                        "cpg: transitional 1.8",
                        "tally: transitional 1.8",
                        "cpg: regular 1.8",
                        "tally: regular 1.8",
                        "tally: synchronised 1.8 with 1: 1=votes 1");
        assertThat(verdict(SECOND)).endsWith("synchronised 1.8", "cpg: b");
    }

    /** Messages of an old ring come before the round of the next, and pass at once. */
    @Test
    void shouldHandOnMessagesWhileASynchronisationRuns() {
        regular(FIRST, nodes(1, 2));

        assertThat(frames(frame(2, ServiceId.CPG, text("a")), frame(2, ServiceId.VOTEQUORUM, text("b"))))
                .containsExactly("cpg: a", "tally: b");
    }

    /** A companion went along through everything since the last synchronisation, also through those interrupted. */
    @Test
    void shouldKeepCompanionsOverInterruptedSynchronisations() {
        synchronise(FIRST, nodes(1, 2, 3));
        transitional(SECOND, FIRST, nodes(1, 2));
        regular(SECOND, nodes(1, 2));
        transitional(THIRD, SECOND, nodes(1, 2));
        regular(THIRD, nodes(1, 2, 3));

        frames(barrierOf(THIRD, 1), barrierOf(THIRD, 2));
        assertThat(frames(barrierOf(THIRD, 3)))
                .containsExactly("tally: synchronised 1.c with 1 2: 1=votes 1 2=votes 2 3=votes 3");
    }

    @Test
    void shouldCountNoCompanionWhoWasBackBeforeTheSynchronisation() {
        synchronise(FIRST, nodes(1, 2));
        transitional(SECOND, FIRST, nodes(1));
        regular(SECOND, nodes(1, 2));
        transitional(THIRD, SECOND, nodes(1, 2));
        regular(THIRD, nodes(1, 2));
        frames(barrierOf(THIRD, 1));
        assertThat(frames(barrierOf(THIRD, 2))).allMatch(step -> step.contains("1.c with 1:"));
        verdict(THIRD);

        transitional(ring(1, 16), THIRD, nodes(1, 2));
        regular(ring(1, 16), nodes(1, 2));
        frames(barrierOf(ring(1, 16), 1));
        assertThat(frames(barrierOf(ring(1, 16), 2))).allMatch(step -> step.contains("1.10 with 1 2:"));
    }

    @Test
    void shouldTellAllServicesOfASuspensionAtOnce() {
        regular(FIRST, nodes(1));
        frames(barrierOf(FIRST, 1));
        barrier.onSuspended(out);

        assertThat(steps()).containsExactly("cpg: suspended", "tally: suspended");
    }

    @Test
    void shouldGiveAnEmptyContributionOfWhoSentNone() {
        regular(FIRST, nodes(1));
        final byte[] empty = new BarrierMessage(FIRST, new EnumMap<>(ServiceId.class)).encode();

        assertThat(frames(frame(1, ServiceId.SYNC, empty))).containsExactly("tally: synchronised 1.4 with 1: 1=");
    }

    /** One round for all services that there are: all contribute, and all are told, behind the tally, with its verdict. */
    @Test
    void shouldSynchroniseAnyServiceInTheSameRound() {
        final SyncBarrier three = new SyncBarrier(EnumSet.of(ServiceId.CMAP, ServiceId.CPG, ServiceId.VOTEQUORUM));
        three.onConfiguration(new RegularConfiguration(FIRST, nodes(1), NodeSet.EMPTY), out);
        three.onContribution(FIRST, ServiceId.VOTEQUORUM, text("votes"), out);
        three.onContribution(FIRST, ServiceId.CPG, text("list"), out);
        out.clear();
        three.onContribution(FIRST, ServiceId.CMAP, text("version"), out);
        final byte[] body =
                ((BarrierEffect.Submit) out.asList().get(0)).message().body();
        out.clear();

        three.onFrames(List.of(frame(1, ServiceId.SYNC, body), frame(1, ServiceId.CMAP, text("key"))), out);
        assertThat(notified()).containsExactly(ServiceId.VOTEQUORUM);
        three.onVerdict(FIRST, VERDICT, out);
        assertThat(notified()).containsExactly(ServiceId.CMAP, ServiceId.CPG, ServiceId.CMAP);
    }

    @Test
    void shouldHandMessagesOfAServiceThatIsNotHereToNobody() {
        regular(FIRST, nodes(1));

        assertThat(frames(frame(1, ServiceId.CMAP, text("key")), frame(1, ServiceId.CPG, text("a"))))
                .containsExactly("cpg: a");
    }

    /** What the tally makes of its messages counts from their place in the order on. */
    @Test
    void shouldWaitForTheVerdictBehindMessagesOfTallies() {
        synchronise(FIRST, nodes(1));

        assertThat(frames(
                        frame(1, ServiceId.CPG, text("a")),
                        frame(1, ServiceId.VOTEQUORUM, text("change")),
                        frame(1, ServiceId.CPG, text("b"))))
                .containsExactly("cpg: a", "tally: change");
        assertThat(frames(frame(1, ServiceId.CPG, text("c")))).isEmpty();
        barrier.onVerdict(FIRST, new QuorumVerdict(QuorumVerdict.State.NOT_QUORATE, 9, 2, 5), out);
        assertThat(steps()).containsExactly("cpg: now NOT_QUORATE", "cpg: b", "cpg: c");
    }

    @Test
    void shouldTellNobodyOfAVerdictThatStayed() {
        synchronise(FIRST, nodes(1));

        frames(frame(1, ServiceId.VOTEQUORUM, text("change")));
        assertThat(verdict(FIRST)).isEmpty();
    }

    /** Before its configuration is synchronised the tally counts nothing, and has nothing to say. */
    @Test
    void shouldNotWaitForTheTallyBeforeTheSynchronisation() {
        regular(FIRST, nodes(1, 2));

        assertThat(frames(frame(1, ServiceId.VOTEQUORUM, text("change")), frame(1, ServiceId.CPG, text("a"))))
                .containsExactly("tally: change", "cpg: a");
    }

    /** A suspension ends the configuration that it came behind, even if that has had to wait. */
    @Test
    void shouldTellOfASuspensionAgainBehindTheConfigurationThatItEnds() {
        regular(FIRST, nodes(1));
        frames(barrierOf(FIRST, 1));
        regular(SECOND, nodes(1));
        barrier.onSuspended(out);
        assertThat(steps()).hasSize(2).allMatch(step -> step.endsWith("suspended"));

        assertThat(verdict(FIRST).stream().skip(2).toList())
                .containsExactly("cpg: regular 1.8", "tally: regular 1.8", "cpg: suspended", "tally: suspended");
    }

    private List<ServiceId> notified() {
        final List<ServiceId> notified = new ArrayList<>();
        out.drainTo(effect -> {
            if (effect instanceof BarrierEffect.Notify notify) {
                notified.add(notify.service());
            }
        });
        return notified;
    }

    @Test
    void shouldReadNoBarrierMessageFromRubbish() {
        final byte[] sound = barrierBody(FIRST, 1);
        for (int length = 0; length < sound.length; length++) {
            assertThat(BarrierMessage.decode(java.util.Arrays.copyOf(sound, length)))
                    .isNull();
        }
        final byte[] negative = sound.clone();
        negative[13 + 4] = -1;
        assertThat(BarrierMessage.decode(negative)).isNull();
        assertThat(BarrierMessage.decode(new byte[40])).isNull();
    }

    private void synchronise(final RingId ringId, final NodeSet members) {
        regular(ringId, members);
        members.forEach(node -> frames(barrierOf(ringId, node.value())));
        assertThat(verdict(ringId)).hasSize(2);
    }

    private List<String> regular(final RingId ringId, final NodeSet members) {
        barrier.onConfiguration(new RegularConfiguration(ringId, members, NodeSet.EMPTY), out);
        return steps();
    }

    private List<String> transitional(final RingId ringId, final RingId old, final NodeSet members) {
        barrier.onConfiguration(new TransitionalConfiguration(ringId, old, members, NodeSet.EMPTY), out);
        return steps();
    }

    private List<String> contribute(final RingId ringId, final ServiceId service) {
        barrier.onContribution(ringId, service, text("x"), out);
        return steps();
    }

    private List<String> frames(final RegularMessage... frames) {
        barrier.onFrames(List.of(frames), out);
        return steps();
    }

    private List<String> verdict(final RingId ringId) {
        barrier.onVerdict(ringId, VERDICT, out);
        return steps();
    }

    private static RegularMessage barrierOf(final RingId ringId, final int sender) {
        return frame(sender, ServiceId.SYNC, barrierBody(ringId, sender));
    }

    private static byte[] barrierBody(final RingId ringId, final int sender) {
        return new BarrierMessage(
                        ringId,
                        new EnumMap<>(Map.of(
                                ServiceId.VOTEQUORUM, text("votes " + sender), ServiceId.CPG, text("list " + sender))))
                .encode();
    }

    private static RegularMessage frame(final int sender, final ServiceId service, final byte[] body) {
        return packet(sender, new OutgoingMessage(service, body));
    }

    private static RegularMessage twoIn(final byte[] barrierBody, final byte[] cpgBody) {
        return packet(2, new OutgoingMessage(ServiceId.SYNC, barrierBody), new OutgoingMessage(ServiceId.CPG, cpgBody));
    }

    private static RegularMessage packet(final int sender, final OutgoingMessage... messages) {
        final SendQueue queue = new SendQueue(1_000);
        queue.unblockApplication();
        for (final OutgoingMessage message : messages) {
            queue.add(message);
        }
        return new RegularMessage(
                node(sender), 1, 0, FIRST, false, false, queue.nextPacket().payload());
    }

    private List<String> steps() {
        final List<String> steps = new ArrayList<>();
        out.drainTo(effect -> {
            if (effect instanceof BarrierEffect.Notify notify) {
                steps.add((notify.service() == ServiceId.CPG ? "cpg: " : "tally: ") + describe(notify.event()));
            } else if (effect instanceof BarrierEffect.ReportSynchronised report) {
                steps.add("synchronised " + report.configuration().ringId());
            } else {
                steps.add("submit");
            }
        });
        return steps;
    }

    private static String describe(final ServiceEvent event) {
        if (event instanceof ServiceEvent.ConfigurationChanged changed) {
            return changed.configuration() instanceof RegularConfiguration regular
                    ? "regular " + regular.ringId()
                    : "transitional " + ((TransitionalConfiguration) changed.configuration()).ringId();
        } else if (event instanceof ServiceEvent.MessagesDelivered delivered) {
            return delivered.messages().stream()
                    .map(message -> new String(message.body(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining(" "));
        } else if (event instanceof ServiceEvent.VerdictChanged changed) {
            return "now " + changed.verdict().state();
        } else if (event instanceof ServiceEvent.DeliverySuspended) {
            return "suspended";
        } else if (event instanceof ServiceEvent.Synchronised synchronised) {
            final String contributions = synchronised.contributions().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + new String(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining(" "));
            return "synchronised " + synchronised.configuration().ringId() + " with " + synchronised.companions()
                    + ": " + contributions
                    + (synchronised.verdict() == null
                            ? ""
                            : " " + synchronised.verdict().state());
        }
        return "suspended";
    }
}
