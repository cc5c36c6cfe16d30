/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.Totems.MILLISECOND;
import static io.totemic.totem.core.Totems.MISS_COUNT;
import static io.totemic.totem.core.Totems.frame;
import static io.totemic.totem.core.Totems.ring;
import static io.totemic.totem.core.TrackerDriver.OLD;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.message.OrfToken;
import io.totemic.protocol.message.RegularMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ordering and reliability on one ring: the sentences of the paper, section 4. */
class TotemOrderingPaperTest {

    // The aru of the token: section 4.2.

    /** A node that misses a message at or below the token's aru writes its own, and its name. */
    @Test
    void shouldLowerTokenAruWhenMessageIsMissing() {
        final HolderDriver two = HolderDriver.installed(2);

        two.visit(two.token(10).aru(10, 0), 7);
        assertThat(two.sentAru()).isEqualTo("7@2");
    }

    /** Whoever has less than the one who lowered it takes his place. */
    @Test
    void shouldLowerTokenAruBelowThatOfAnother() {
        final HolderDriver two = HolderDriver.installed(2);

        two.visit(two.token(10).aru(8, 3), 7);
        assertThat(two.sentAru()).isEqualTo("7@2");
    }

    /** What another holds back is left alone by all who have more. */
    @Test
    void shouldLeaveTokenAruToWhoLoweredIt() {
        final HolderDriver two = HolderDriver.installed(2);

        two.visit(two.token(10).aru(5, 3), 7);
        assertThat(two.sentAru()).isEqualTo("5@3");
        two.visit(two.token(10).aru(7, 3), 7);
        assertThat(two.sentAru()).isEqualTo("7@3");
    }

    /** The node that lowered the aru raises it again as it receives. */
    @Test
    void shouldRaiseTokenAruIfItWasTheOneToLowerIt() {
        final HolderDriver two = HolderDriver.installed(2);

        two.visit(two.token(10).aru(5, 2), 8);
        assertThat(two.sentAru()).isEqualTo("8@2");
    }

    /** When nobody holds the aru back it rises with the seq. */
    @Test
    void shouldRaiseTokenAruIfNobodyHoldsItBack() {
        final HolderDriver two = HolderDriver.installed(2);

        two.visit(two.token(10).aru(9, 0), 10);
        assertThat(two.sentAru()).isEqualTo("10@0");
    }

    /** The name is taken off when aru has reached seq. */
    @Test
    void shouldWriteNoNameWhenTheAruIsTheSeq() {
        final HolderDriver two = HolderDriver.installed(2);

        two.visit(two.token(10).aru(5, 2), 10);
        assertThat(two.sentAru()).isEqualTo("10@0");
    }

    /** A node has what it sends: its own messages count as received if nothing before them is missing. */
    @Test
    void shouldCountOwnMessagesAsReceived() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(2);

        two.visit(two.token(10).aru(10, 0), 10);
        assertThat(two.sent().seq()).isEqualTo(12);
        assertThat(two.sentAru()).isEqualTo("12@0");
    }

    @Test
    void shouldNotRaiseTheAruOverAHoleForOwnMessages() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(2);

        two.visit(two.token(10).aru(10, 0), 9);
        assertThat(two.sent().seq()).isEqualTo(12);
        assertThat(two.sentAru()).isEqualTo("9@2");
    }

    @Test
    void shouldNotRaiseTheAruOfAnotherForOwnMessages() {
        final HolderDriver two = HolderDriver.installed(2);
        two.submitFrames(2);

        two.visit(two.token(10).aru(5, 3), 10);
        assertThat(two.sentAru()).isEqualTo("5@3");
    }

    /** Arus are compared across the wrap. */
    @Test
    void shouldLowerTokenAruAcrossTheWrap() {
        final HolderDriver two = HolderDriver.installed(2);

        two.visit(new TokenArrival(two.token(3).aru(3, 0).build(), new int[0], 0, -2, -9));
        assertThat(two.sentAru()).isEqualTo("-2@2");
    }

    // Tokens that are not taken: section 4.1.

    /** A token that was seen already is dropped, and so is an older one. */
    @Test
    void shouldDropADuplicateToken() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 3);

        assertThat(two.visit(two.token(3, 3).tokenSeq(7))).containsExactly("token");
        assertThat(two.visit(two.token(3, 3).tokenSeq(7))).isEmpty();
        assertThat(two.visit(two.token(3, 3).tokenSeq(6))).isEmpty();
        assertThat(two.tracker.droppedTokens()).isEqualTo(2);
        assertThat(two.visit(two.token(3, 3).tokenSeq(8))).containsExactly("token");
    }

    @Test
    void shouldTakeTokensAcrossTheWrapOfTheirCount() {
        final TrackerDriver two = TrackerDriver.installed();

        assertThat(two.visit(two.token(0, 0).tokenSeq(Integer.MAX_VALUE - 1))).containsExactly("token");
        assertThat(two.visit(two.token(0, 0).tokenSeq(Integer.MIN_VALUE))).containsExactly("token");
        assertThat(two.visit(two.token(0, 0).tokenSeq(-1))).containsExactly("token");
        assertThat(two.visit(two.token(0, 0).tokenSeq(0))).containsExactly("token");
        assertThat(two.visit(two.token(0, 0).tokenSeq(-1))).isEmpty();
    }

    /** A duplicate says nothing new about what all have: it frees nothing. */
    @Test
    void shouldFreeNothingForADuplicateToken() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 3);
        two.visit(two.token(3, 3).tokenSeq(7));

        two.visit(two.token(3, 3).tokenSeq(7));

        two.visit(two.token(3, 2).tokenSeq(8));
        assertThat(two.arrival().released()).isEqualTo(2);
    }

    /** Differs from Corosync: a token of another ring frees nothing. */
    @Test
    void shouldFreeNothingForATokenOfAnotherRing() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 3);
        two.visit(two.token(3, 0));

        for (int i = 0; i < 3; i++) {
            final OrfToken.Draft stray = OrfToken.draft(Totems.node(9), ring(9, 4))
                    .tokenSeq(100 + i)
                    .seq(3)
                    .aru(3, 0);
            assertThat(two.visit(stray)).isEmpty();
        }

        two.visit(two.token(3, 0));
        assertThat(two.arrival().released()).isZero();
        assertThat(two.tracker.droppedTokens()).isEqualTo(3);
    }

    @Test
    void shouldDropATokenThatTheSortQueueCannotFollow() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 3);

        assertThat(two.visit(two.token(SortQueue.CAPACITY + 1, 0))).isEmpty();
        assertThat(two.visit(two.token(2, 0))).isEmpty();
        assertThat(two.visit(two.token(SortQueue.CAPACITY, 0))).containsExactly("token");
    }

    // Freeing: section 4.2.

    /** A message may be freed when two tokens in a row said that all have it: then all know. */
    @Test
    void shouldFreeOnlyWhatTwoArusCover() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 3, 4, 5);

        two.visit(two.token(5, 4));
        assertThat(two.arrival().released()).isZero();
        two.visit(two.token(5, 5));
        assertThat(two.arrival().released()).isEqualTo(4);
        two.visit(two.token(5, 2));
        assertThat(two.arrival().released()).isEqualTo(4);
        two.visit(two.token(5, 5));
        assertThat(two.arrival().released()).isEqualTo(4);
        two.visit(two.token(5, 5));
        assertThat(two.arrival().released()).isEqualTo(5);
    }

    /** Whatever a token says, nothing is freed that was not delivered here. */
    @Test
    void shouldFreeNothingBeyondWhatWasDelivered() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 4, 5);

        two.visit(two.token(5, 5));
        two.visit(two.token(5, 5));

        assertThat(two.arrival().released()).isEqualTo(2);
        assertThat(two.arrival().trackerAru()).isEqualTo(2);
        assertThat(two.receive(3)).containsExactly("deliver 3 4 5");
    }

    // Retransmission: section 4.3.

    /** The list of the token is served before anything else, and what is served is taken off. */
    @Test
    void shouldServeRequestsAndKeepTheOthers() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 2, 4);

        final List<String> steps = two.visit(two.token(6, 1).retransmitRequests(2, 3, 4, 5));

        assertThat(steps).containsExactly("retransmit 2 4", "token");
        assertThat(two.requests()).containsExactly(3, 5);
        assertThat(two.arrival().requestsOnArrival()).containsExactly(2, 3, 4, 5);
        assertThat(two.arrival().retransmitted()).isEqualTo(2);
        assertThat(two.tracker.retransmittedFrames()).isEqualTo(2);
    }

    /** Whoever has a message sends it again, its own as well. */
    @Test
    void shouldServeRequestsForItsOwnMessages() {
        final TrackerDriver two = TrackerDriver.installed();
        two.originate(frame(OLD, 2, 1));

        assertThat(two.visit(two.token(1, 0).retransmitRequests(1))).containsExactly("retransmit 1", "token");
    }

    /** Retransmissions are bound by the limits of new messages, but one may go however full the window is: it may be held full. */
    @Test
    void shouldServeNoMoreRequestsThanFlowControlAllows() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(IntStream.rangeClosed(1, 30).toArray());
        final int[] all = IntStream.rangeClosed(1, 30).toArray();

        two.visit(two.token(30, 0).retransmitRequests(all));
        assertThat(two.arrival().retransmitted()).isEqualTo(17);
        assertThat(two.requests()).containsExactly(IntStream.rangeClosed(18, 30).toArray());

        two.visit(two.token(30, 0).retransmitRequests(all).fccMessages(48));
        assertThat(two.arrival().retransmitted()).isEqualTo(2);
        assertThat(two.visit(two.token(30, 0).retransmitRequests(all).fccMessages(60)))
                .as("1 and 2 were sent twice in vain, and are left to others once")
                .containsExactly("retransmit 3", "token");
        assertThat(two.requests()).hasSize(29).contains(1, 2).doesNotContain(3);
    }

    /** A hole is asked for when it was missing at several visits, and, as visits can be short, for a millisecond. */
    @Test
    void shouldAskForAHoleAfterTheCountAndAMillisecond() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 3);

        for (int visit = 1; visit < MISS_COUNT; visit++) {
            two.visit(two.token(3, 1));
            assertThat(two.requests()).isEmpty();
            two.nowNs += MILLISECOND;
        }
        two.visit(two.token(3, 1));
        assertThat(two.requests()).containsExactly(2);
        assertThat(two.tracker.requestedFrames()).isEqualTo(1);
    }

    @Test
    void shouldNotAskForAHoleByTheCountAlone() {
        final TrackerDriver two = TrackerDriver.installed();
        two.receive(1, 3);

        for (int visit = 0; visit < 60; visit++) {
            two.visit(two.token(3, 1));
            assertThat(two.requests()).isEmpty();
            two.nowNs += 15_000;
        }
        two.nowNs += MILLISECOND;
        two.visit(two.token(3, 1));
        assertThat(two.requests()).containsExactly(2);
    }

    /** Messages that the token numbers and that never came are holes as well. */
    @Test
    void shouldAskForWhatIsMissingAtTheEnd() {
        final TrackerDriver two = TrackerDriver.installed();

        for (int visit = 0; visit < MISS_COUNT; visit++) {
            two.nowNs += MILLISECOND;
            two.visit(two.token(2, 0));
        }
        assertThat(two.requests()).containsExactly(1, 2);
    }

    // Agreed delivery: section 4.

    @Test
    void shouldDeliverInOrderOnceAndWithoutGaps() {
        final TrackerDriver two = TrackerDriver.installed();

        assertThat(two.receive(2, 3)).isEmpty();
        assertThat(two.receive(1)).containsExactly("deliver 1 2 3");
        assertThat(two.receive(1, 2, 3)).isEmpty();
        assertThat(two.tracker.duplicateFrames()).isEqualTo(3);
    }

    /** What this node has numbered is delivered here in its place, without crossing the network. */
    @Test
    void shouldDeliverItsOwnMessagesInTheirPlace() {
        final TrackerDriver two = TrackerDriver.installed();

        final RegularMessage own = frame(OLD, 2, 2);
        assertThat(two.originate(own)).isEmpty();
        assertThat(two.receive(1)).containsExactly("deliver 1 2");
    }
}
