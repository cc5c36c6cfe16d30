/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import static io.totemic.cpg.core.GroupsDriver.OTHER;
import static io.totemic.cpg.core.GroupsDriver.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages above 1 MiB, which go in chunks. */
class LargeMessageTest {

    private static final int LARGE_BYTES = 3 * 1024 * 1024 + 5;
    private static final RingId NEXT = new RingId(SELF, 8);

    private final GroupsDriver driver = new GroupsDriver();

    @Test
    void shouldDeliverALargeMessageOnceAndWhole() {
        final GroupMember member = driver.join("g", 0);
        final byte[] payload = payload();
        final long ticket = driver.send(member, SendOptions.AGREED.awaitingDelivery(), payload);
        driver.deliverOne();
        assertThat(driver.answerOf(ticket)).isNull();
        driver.deliverAll();

        assertThat(driver.answerOf(ticket).isAccepted()).isTrue();
        assertThat(delivered()).hasSize(1);
        assertThat(delivered().get(0)).isEqualTo(payload);
    }

    @Test
    void shouldRefuseWhatIsLargerThanAnythingMayBe() {
        final GroupMember member = driver.join("g", 0);

        assertThat(driver.answerOf(driver.send(member, SendOptions.AGREED, new byte[CpgMessage.PAYLOAD_MAX_BYTES + 1])))
                .isEqualTo(new SendResult.TooLarge(CpgMessage.PAYLOAD_MAX_BYTES + 1, CpgMessage.PAYLOAD_MAX_BYTES));
    }

    /** It does not fill the send queue: others on the node send in between. */
    @Test
    void shouldHaveNoMoreThanItsWindowOnItsWay() {
        final GroupMember member = driver.join("g", 0);
        final GroupMember neighbour = driver.join("g", 0);
        driver.send(member, SendOptions.AGREED, payload());

        assertThat(driver.submitted.stream().mapToInt(body -> body.length).sum())
                .isBetween(1024 * 1024, 1024 * 1024 + 70_000);
        assertThat(driver.answerOf(driver.send(neighbour, SendOptions.AGREED, new byte[1]))
                        .isAccepted())
                .isTrue();
    }

    /** What a member sends is delivered in its order, so nothing overtakes a large message. */
    @Test
    void shouldAnswerTryAgainUntilTheLargeMessageIsThrough() {
        final GroupMember member = driver.join("g", 0);
        driver.send(member, SendOptions.AGREED, payload());
        assertThat(driver.answerOf(driver.send(member, SendOptions.AGREED, new byte[1])))
                .isEqualTo(SendResult.TryAgain.INSTANCE);
        driver.told();

        driver.deliverAll();

        assertThat(driver.told()).endsWith("1/1 flow control");
        assertThat(driver.answerOf(driver.send(member, SendOptions.AGREED, new byte[1]))
                        .isAccepted())
                .isTrue();
    }

    @Test
    void shouldLeaveBehindALargeMessage() {
        final GroupMember member = driver.join("g", 0);
        driver.send(member, SendOptions.AGREED, payload());
        driver.leave(member);

        driver.deliverAll();

        assertThat(delivered()).hasSize(1);
        assertThat(driver.other).endsWith("left 1/1 LEAVE");
    }

    /** Who joins in the middle has not seen the begin, and is to be told what all are told. */
    @Test
    void shouldBeginAgainWhenSomebodyJoinsInTheMiddle() {
        final GroupMember member = driver.join("g", 0);
        driver.send(member, SendOptions.AGREED, payload());
        driver.deliverOne();
        driver.deliverOne();

        driver.joinOther(7, "g");
        assertThat(CpgMessage.decode(driver.submitted.peekLast()).chain()).isEqualTo(1);
        driver.deliverAll();

        assertThat(delivered()).as("once").hasSize(1);
        assertThat(delivered().get(0)).isEqualTo(payload());
    }

    /** If the first chunk comes behind the join, so does all of it: to begin again would deliver it twice. */
    @Test
    void shouldNotBeginAgainWhenNothingOfItWasDeliveredYet() {
        final GroupMember member = driver.join("g", 0);
        driver.send(member, SendOptions.AGREED, payload());

        driver.joinOther(7, "g");
        driver.deliverAll();

        assertThat(delivered()).hasSize(1);
    }

    @Test
    void shouldBeginAgainOnANewRing() {
        final GroupMember member = driver.join("g", 0);
        driver.send(member, SendOptions.AGREED, payload());
        driver.deliverOne();

        driver.synchronise(NEXT, NodeSet.of(SELF), QuorumVerdict.State.QUORATE);
        driver.deliverAll();

        assertThat(delivered()).hasSize(1);
        assertThat(driver.groups.counters().tornChains()).isEqualTo(1);
    }

    /** A chain of another member is torn for all at the same place of the order. */
    @Test
    void shouldForgetTheChainOfAnotherWhenSomebodyJoins() {
        driver.join("g", 0);
        driver.joinOther(7, "g");
        chunk(7, 0, 0);
        driver.joinOther(8, "g");
        chunk(7, 0, 1);
        chunk(7, 0, 2);
        assertThat(delivered()).isEmpty();

        chunk(7, 1, 0);
        driver.joinOther(9, "h");
        chunk(7, 1, 1);
        chunk(7, 1, 2);
        assertThat(delivered()).as("a join of another group does not matter").hasSize(1);
    }

    @Test
    void shouldForgetTheChainOfAMemberThatLeaves() {
        driver.join("g", 0);
        driver.joinOther(7, "g");
        chunk(7, 0, 0);
        driver.deliver(OTHER, CpgMessage.leave(7, ChangeReason.LEAVE));
        driver.joinOther(7, "g");
        chunk(7, 0, 1);
        chunk(7, 0, 2);

        assertThat(delivered()).isEmpty();
    }

    /** Bytes that no member of ours sends cost nothing but themselves. */
    @Test
    void shouldDropAChainThatIsNotWhatItSays() {
        driver.join("g", 0);
        driver.joinOther(7, "g");
        chunk(7, 0, 0);
        chunk(7, 0, 2);
        assertThat(driver.groups.counters().brokenChains()).as("too short").isEqualTo(1);
        chunk(7, 1, 0);
        chunk(7, 1, 1);
        chunk(7, 1, 1);
        assertThat(driver.groups.counters().brokenChains()).as("too long").isEqualTo(2);
        chunk(7, 2, 0);
        chunk(7, 3, 0);
        assertThat(driver.groups.counters().brokenChains()).as("begun twice").isEqualTo(3);
        chunk(7, 3, 1);
        chunk(7, 3, 2);

        assertThat(delivered()).hasSize(1);
    }

    /** Of a message of 2 MiB in three parts. */
    private void chunk(final int number, final int chain, final int part) {
        final int partBytes = 700_000;
        final int totalBytes = 2 * 1024 * 1024;
        final byte[] data = new byte[part < 2 ? partBytes : totalBytes - 2 * partBytes];
        driver.deliver(
                OTHER,
                part == 0
                        ? CpgMessage.firstChunk(number, chain, totalBytes, data)
                        : CpgMessage.chunk(number, chain, part == 2, data));
    }

    private List<byte[]> delivered() {
        return driver.events.stream()
                .filter(MemberEvent.Delivered.class::isInstance)
                .map(event -> ((MemberEvent.Delivered) event).payload())
                .toList();
    }

    private static byte[] payload() {
        final byte[] payload = new byte[LARGE_BYTES];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (i * 31 + i / 1_000);
        }
        return payload;
    }
}
