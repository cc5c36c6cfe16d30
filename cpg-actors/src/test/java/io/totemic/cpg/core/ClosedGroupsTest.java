/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import static io.totemic.cpg.core.GroupsDriver.OTHER;
import static io.totemic.cpg.core.GroupsDriver.RING;
import static io.totemic.cpg.core.GroupsDriver.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Effects;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.Position;
import io.totemic.protocol.group.SendOptions;
import io.totemic.protocol.group.SendResult;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What members say and are told: answers, configurations, members that do not keep up. */
class ClosedGroupsTest {

    private static final RingId NEXT = new RingId(SELF, 8);
    private static final byte[] ONE = {1};

    private final GroupsDriver driver = new GroupsDriver();

    @Test
    void shouldAnswerWhenTheMessageWasDeliveredIfThatIsAwaited() {
        final GroupMember member = driver.join("g", 0);
        final long first = driver.send(member, SendOptions.AGREED, ONE);
        final long second = driver.send(member, SendOptions.AGREED.awaitingDelivery(), ONE);
        final long third = driver.send(member, SendOptions.SAFE.awaitingDelivery(), ONE);
        assertThat(driver.answers).isEqualTo(Map.of(first, SendResult.Accepted.INSTANCE));

        driver.deliverOne();
        assertThat(driver.answerOf(second)).isNull();
        driver.deliverOne();
        assertThat(driver.answerOf(second))
                .isEqualTo(new SendResult.DeliveredToSelf(
                        new Position(RING, 3, 0), new QuorumVerdict(QuorumVerdict.State.QUORATE, 2, 2, 2)));
        assertThat(driver.answerOf(third)).isNull();
        driver.deliverOne();
        assertThat(driver.answerOf(third).isAccepted()).isTrue();
    }

    @Test
    void shouldDeliverWhatWasSentHereItself() {
        final GroupMember member = driver.join("g", 0);
        final byte[] payload = {1, 2};
        driver.send(member, SendOptions.AGREED, payload);

        driver.deliverOne();

        assertThat(driver.lastPayload()).isSameAs(payload);
    }

    /** It must not change, but if it does all members still see the same. */
    @Test
    void shouldDeliverWhatCameInTheOrderIfWhatWasSentHasChanged() {
        final GroupMember member = driver.join("g", 0);
        final byte[] payload = {1, 2};
        driver.send(member, SendOptions.AGREED, payload);
        driver.send(member, SendOptions.AGREED, ONE);
        payload[0] = 3;

        driver.deliverOne();
        assertThat(driver.lastPayload()).containsExactly(1, 2);
        driver.deliverOne();
        assertThat(driver.lastPayload()).isSameAs(ONE);
    }

    /** What a member of another node says under the same number answers nobody here. */
    @Test
    void shouldNotTakeTheMessageOfAnotherForItsOwn() {
        final GroupMember member = driver.join("g", 0);
        driver.joinOther(member.number(), "g");
        final long ticket = driver.send(member, SendOptions.AGREED.awaitingDelivery(), ONE);

        driver.deliver(OTHER, CpgMessage.multicast(member.number(), ONE));

        assertThat(driver.answerOf(ticket)).isNull();
    }

    @Test
    void shouldAnswerWhoWaitsForADeliveryThatCannotComeAnyMore() {
        final GroupMember member = driver.join("g", 0);
        driver.groups.onDied(member, new Effects<>());
        // The leave overtakes nothing; but a message that was handed over behind it is refused.
        assertThat(driver.answerOf(driver.send(member, SendOptions.AGREED, ONE)))
                .isEqualTo(SendResult.NotMember.INSTANCE);
    }

    @Test
    void shouldRefuseWhatDemandsQuorumWhenThereIsNone() {
        final GroupMember member = driver.join("g", 0);
        final SendOptions demanding = SendOptions.AGREED.demandingQuorum();
        assertThat(driver.answerOf(driver.send(member, demanding, ONE)).isAccepted())
                .isTrue();

        driver.groups.onSuspended();
        assertThat(driver.answerOf(driver.send(member, demanding, ONE)))
                .as("nobody knows until the next synchronisation")
                .isEqualTo(new SendResult.NotQuorate(new QuorumVerdict(QuorumVerdict.State.PENDING, 2, 2, 2)));
        assertThat(driver.answerOf(driver.send(member, SendOptions.AGREED, ONE)).isAccepted())
                .as("not demanded")
                .isTrue();

        driver.synchronise(NEXT, NodeSet.of(SELF), QuorumVerdict.State.NOT_QUORATE);
        assertThat(driver.answerOf(driver.send(member, demanding, ONE)))
                .isEqualTo(new SendResult.NotQuorate(new QuorumVerdict(QuorumVerdict.State.NOT_QUORATE, 2, 2, 2)));
    }

    @Test
    void shouldTellAConfigurationWithWhoIsLostThenWhoReturns() {
        driver.join("g", 0);
        driver.joinOther(7, "g");
        driver.told();

        driver.transitional(RING, NodeSet.of(SELF));
        driver.synchronise(NEXT, NodeSet.of(SELF), QuorumVerdict.State.QUORATE);

        assertThat(driver.told())
                .containsExactly(
                        "1/1 TRANSITIONAL 1.4 [1/1, 2/7] joined {} left {}",
                        "1/1 REGULAR 1.8 [1/1] joined {} left {2/7=NODEDOWN}");
    }

    /** The ring is synchronised by messages that come after it has ended: first what it was, then that it ended. */
    @Test
    void shouldTellOfTheEndOfARingBehindItsBegin() {
        driver.join("g", 0);
        driver.told();
        final byte[] list = driver.contribute(NEXT);

        driver.transitional(NEXT, NodeSet.of(SELF));
        assertThat(driver.told()).isEmpty();
        driver.synchronise(NEXT, GroupsDriver.BOTH, QuorumVerdict.State.QUORATE, list);

        assertThat(driver.told())
                .containsExactly(
                        "1/1 REGULAR 1.8 [1/1] joined {} left {}", "1/1 TRANSITIONAL 1.8 [1/1] joined {} left {}");
    }

    @Test
    void shouldGiveAMemberNoMoreThanItsWindow() {
        final GroupMember member = driver.join("g", 100);
        driver.joinOther(7, "g");
        driver.told();
        for (byte i = 0; i < 4; i++) {
            driver.deliver(OTHER, CpgMessage.multicast(7, new byte[] {i}));
        }
        assertThat(driver.told())
                .as("its own join and the other's have filled the window")
                .isEmpty();

        driver.consumed(member, 2 * Subscription.EVENT_BYTES);
        assertThat(driver.told()).containsExactly("1/1 [0] of 2/7", "1/1 [1] of 2/7");
        driver.consumed(member, 2 * (Subscription.EVENT_BYTES + 1));
        assertThat(driver.told()).containsExactly("1/1 [2] of 2/7", "1/1 [3] of 2/7");
        assertThat(driver.groups.counters().backlogBytes()).isZero();
    }

    @Test
    void shouldRefuseTheSendsOfOthersOnTheNodeWhileAMemberIsBehind() {
        final GroupMember slow = driver.join("g", 1);
        final GroupMember prompt = driver.join("g", 0);
        driver.deliver(SELF, CpgMessage.multicast(prompt.number(), new byte[1_000]));

        final long refused = driver.send(prompt, SendOptions.AGREED, ONE);
        driver.awaitRoom(prompt, 77);
        assertThat(driver.answerOf(refused)).isEqualTo(SendResult.TryAgain.INSTANCE);
        assertThat(driver.answerOf(driver.send(slow, SendOptions.AGREED, ONE)).isAccepted())
                .as("it may have to say something before it can go on")
                .isTrue();
        assertThat(driver.rooms).isEmpty();
        driver.told();

        driver.consumed(slow, Subscription.EVENT_BYTES);
        driver.consumed(slow, Subscription.EVENT_BYTES);
        assertThat(driver.told()).contains(prompt + " flow control");
        assertThat(driver.rooms).containsExactly(77L);
        assertThat(driver.answerOf(driver.send(prompt, SendOptions.AGREED, ONE)).isAccepted())
                .isTrue();
    }

    @Test
    void shouldHoldTheRingBackWhileVeryMuchWaits() {
        final GroupMember slow = driver.join("g", 1);
        driver.joinOther(7, "g");
        for (int i = 0; i < 3; i++) {
            driver.deliver(OTHER, CpgMessage.multicast(7, new byte[1_000]));
        }

        assertThat(driver.other).endsWith("hold back for " + slow);
        assertThat(driver.groups.counters().isRingHeldBack()).isTrue();
        driver.consumed(slow, 64);
        driver.consumed(slow, 64);
        assertThat(driver.groups.counters().isRingHeldBack())
                .as("more than half still waits")
                .isTrue();
        driver.consumed(slow, 1_064);
        driver.consumed(slow, 1_064);
        assertThat(driver.other).endsWith("no longer for " + slow);
        assertThat(driver.groups.counters().holdBacks()).isEqualTo(1);
    }

    /** Who answers what it takes can go on; who only sends would fill the memory with what it does not take. */
    @Test
    void shouldLetAMemberThatIsBehindSendAsMuchAsItTakesWhileTheRingIsHeldBack() {
        final GroupMember slow = driver.join("g", 1);
        driver.joinOther(7, "g");
        driver.deliver(OTHER, CpgMessage.multicast(7, new byte[4_000]));
        assertThat(driver.groups.counters().isRingHeldBack()).isTrue();

        final byte[] allowed = new byte[(int) Backlog.ALLOWANCE_BYTES];
        assertThat(driver.answerOf(driver.send(slow, SendOptions.AGREED, allowed))
                        .isAccepted())
                .isTrue();
        assertThat(driver.answerOf(driver.send(slow, SendOptions.AGREED, ONE))).isEqualTo(SendResult.TryAgain.INSTANCE);

        driver.consumed(slow, Subscription.EVENT_BYTES);
        assertThat(driver.answerOf(driver.send(slow, SendOptions.AGREED, ONE)).isAccepted())
                .isTrue();
    }

    /** Nobody may hold up everybody for ever. */
    @Test
    void shouldPutOutAMemberThatTakesNothing() {
        final GroupMember slow = driver.join("g", 1);
        driver.joinOther(7, "g");
        driver.deliver(OTHER, CpgMessage.multicast(7, new byte[4_000]));
        driver.told();
        driver.nowNs = GroupsDriver.SETTINGS.stallNs() - 1;
        driver.time();
        assertThat(driver.submitted).isEmpty();

        driver.nowNs++;
        driver.time();
        assertThat(driver.other.subList(driver.other.size() - 2, driver.other.size()))
                .containsExactly("put out " + slow + " of g, 4128 bytes", "no longer for " + slow);
        driver.deliver(OTHER, CpgMessage.multicast(7, ONE));
        driver.deliverAll();

        assertThat(driver.told())
                .as("nothing more but why")
                .containsExactly("1/1 REGULAR 1.4 [2/7] joined {} left {1/1=PROCDOWN}");
        assertThat(driver.other).endsWith("left 1/1 PROCDOWN");
        assertThat(driver.groups.counters().backlogBytes()).isZero();
    }

    /** A member that takes a little now and then is slow, but alive. */
    @Test
    void shouldNotPutOutAMemberThatIsOnlySlow() {
        final GroupMember slow = driver.join("g", 1);
        driver.joinOther(7, "g");
        for (int i = 0; i < 4; i++) {
            driver.deliver(OTHER, CpgMessage.multicast(7, ONE));
        }
        for (int i = 0; i < 4; i++) {
            driver.nowNs += GroupsDriver.SETTINGS.stallNs() - 1;
            driver.time();
            driver.consumed(slow, 64);
        }

        assertThat(driver.submitted).isEmpty();
        assertThat(driver.groups.counters().putOut()).isZero();
    }

    @Test
    void shouldGiveTheRestToAMemberThatLeaves() {
        final GroupMember slow = driver.join("g", 1);
        driver.joinOther(7, "g");
        driver.deliver(OTHER, CpgMessage.multicast(7, ONE));
        driver.told();

        driver.leave(slow);
        driver.deliverAll();

        assertThat(driver.told())
                .containsExactly(
                        "1/1 REGULAR 1.4 [1/1, 2/7] joined {2/7=JOIN} left {}",
                        "1/1 [1] of 2/7",
                        "1/1 REGULAR 1.4 [2/7] joined {} left {1/1=LEAVE}");
    }

    /** The credit of the leave comes back before it is delivered, and nothing else need ever happen here. */
    @Test
    void shouldTellWhoWaitsForRoomWhenTheSlowMemberHasLeft() {
        final GroupMember slow = driver.join("g", 1);
        final GroupMember prompt = driver.join("g", 0);
        driver.deliver(SELF, CpgMessage.multicast(prompt.number(), new byte[1_000]));
        driver.send(prompt, SendOptions.AGREED, ONE);
        driver.awaitRoom(prompt, 77);
        driver.told();

        driver.leave(slow);
        driver.deliverAll();

        assertThat(driver.told()).endsWith(prompt + " flow control");
        assertThat(driver.rooms).containsExactly(77L);
    }

    /** It had asked to leave while the ring was being formed, so that nothing is sent because it is put out. */
    @Test
    void shouldTellWhoWaitsForRoomWhenTheSlowMemberIsPutOutWhileItLeaves() {
        final GroupMember slow = driver.join("g", 1);
        final GroupMember prompt = driver.join("g", 0);
        driver.deliver(SELF, CpgMessage.multicast(prompt.number(), new byte[1_000]));
        driver.leave(slow);
        driver.send(prompt, SendOptions.AGREED, ONE);
        driver.awaitRoom(prompt, 77);
        driver.told();

        driver.nowNs = GroupsDriver.SETTINGS.stallNs();
        driver.time();

        assertThat(driver.told()).containsExactly(prompt + " flow control");
        assertThat(driver.rooms).containsExactly(77L);
    }

    @Test
    void shouldRefuseAJoinThatItsJoinListHasNoRoomFor() {
        int joined = 0;
        while (driver.groups.refusalOf("g".repeat(120) + joined) == null) {
            driver.join("g".repeat(120) + joined, 0);
            joined++;
        }
        assertThat(joined).isBetween(3_900, 4_100);
        assertThat(driver.contribute(RING).length).isLessThanOrEqualTo(ClosedGroups.JOIN_LIST_MAX_BYTES);

        driver.leave(driver.groups.localMembers().get(0));
        driver.deliverAll();
        assertThat(driver.groups.refusalOf("g".repeat(120) + 0)).isNull();
    }

    @Test
    void shouldListAllGroupsOfTheConfiguration() {
        final GroupMember here = driver.join("b", 0);
        final GroupMember there = driver.joinOther(7, "a");

        assertThat(driver.groups.groups().toString()).isEqualTo("{a=[" + there + "], b=[" + here + "]}");
    }
}
