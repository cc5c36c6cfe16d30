/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.totem.core;

import static io.totemic.totem.core.HolderDriver.RING;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.message.OrfToken;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** When a node keeps the token for its next message, and what ends that; on the ring of 1, 2 and 3. */
final class KeptTokenTest {

    private static final long PROMPTLY_NS = LoneSenderWatch.PROMPT_NS / 4;
    private static final long ROTATION_NS = 2 * PROMPTLY_NS;

    private final HolderDriver two = HolderDriver.installed(2);
    private int seq;

    @Test
    void shouldSendMessageAfterMessageOnTheTokenThatIsKept() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);

        assertThat(visitWithMessage()).containsExactly("multicast 4", "originated 4", "credit 3");
        two.nowNs += PROMPTLY_NS;
        assertThat(two.submit(3)).containsExactly("multicast 5", "originated 5", "credit 3");
        two.nowNs += PROMPTLY_NS;
        assertThat(two.submit(3)).containsExactly("multicast 6", "originated 6", "credit 3");
        assertThat(two.after(LoneSenderWatch.PROMPT_NS)).containsExactly("token to 3");
        assertThat(two.sent().seq()).isEqualTo(6);
        assertThat(two.sentAru()).isEqualTo("6@0");
        assertThat(two.sent().fccMessages()).isEqualTo(3);
        assertThat(two.sent().backlogMessages()).isEqualTo(1);
    }

    /** The frames of a visit are taken off the window a rotation later, all of them. */
    @Test
    void shouldAccountForAllFramesOfTheVisit() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        visitWithMessage();
        two.submit(3);
        two.after(LoneSenderWatch.PROMPT_NS);

        assertThat(two.sent().fccMessages()).isEqualTo(2);

        seq = two.sent().seq();
        two.visit(tokenThatComesBack());

        assertThat(two.sent().fccMessages()).isZero();
        assertThat(two.sent().backlogMessages()).isZero();
    }

    @Test
    void shouldSendNoMoreInAVisitThanMaxMessagesAllows() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        visitWithMessage();
        for (int i = 1; i < Totems.MAX_MESSAGES - 1; i++) {
            assertThat(two.submit(3)).noneMatch(step -> step.startsWith("token"));
        }

        two.submitFrames(3);

        assertThat(two.sent().seq()).isEqualTo(LoneSenderWatch.PROMPT_MESSAGES + Totems.MAX_MESSAGES);
        assertThat(two.holder.held).isNull();
    }

    @Test
    void shouldPassTheTokenOnWhenItHasKeptItForTheLongestTime() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        visitWithMessage();
        final long beganNs = two.nowNs;
        while (two.nowNs + PROMPTLY_NS < beganNs + LoneSenderWatch.LONGEST_NS) {
            two.nowNs += PROMPTLY_NS;
            assertThat(two.submit(3)).noneMatch(step -> step.startsWith("token"));
        }

        assertThat(two.after(beganNs + LoneSenderWatch.LONGEST_NS - two.nowNs)).containsExactly("token to 3");
    }

    /** The sender was not slow: the visit was over. */
    @Test
    void shouldKeepTheTokenAgainInTheNextVisitAfterTheLongestTime() {
        shouldPassTheTokenOnWhenItHasKeptItForTheLongestTime();
        seq = two.sent().seq();

        assertThat(visitWithMessage()).noneMatch(step -> step.startsWith("token"));
    }

    @Test
    void shouldNotWaitAgainForMessagesThatDidNotCome() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        visitWithMessage();
        assertThat(two.after(LoneSenderWatch.PROMPT_NS)).containsExactly("token to 3");
        seq = two.sent().seq();

        assertThat(visitWithMessage()).contains("token to 3");
    }

    @Test
    void shouldPassTheTokenOnWhenAskedTo() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        visitWithMessage();

        assertThat(two.holdCancel(RING)).containsExactly("token to 3");
    }

    @Test
    void shouldNotKeepTheTokenBeforeSomeMessagesWerePrompt() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES - 1);

        assertThat(visitWithMessage()).contains("token to 3");
    }

    @Test
    void shouldNotKeepTheTokenForMessagesThatComeNowAndThen() {
        for (int i = 0; i < 20; i++) {
            two.nowNs += LoneSenderWatch.PROMPT_NS + 1;
            assertThat(visitWithMessage()).contains("token to 3");
        }
    }

    @Test
    void shouldNotKeepTheTokenForMessagesThatDoNotWaitForEachOther() {
        for (int i = 0; i < 20; i++) {
            two.submit(3);
            assertThat(visitWithMessage()).contains("token to 3");
        }
    }

    @Test
    void shouldNotKeepTheTokenWhenAnotherHasSent() {
        shouldPassOn(token -> token.seq(seq + 1).aru(seq + 1, 0), driver -> {});
    }

    @Test
    void shouldNotKeepTheTokenWhenSomebodyLacksAFrame() {
        shouldPassOn(token -> token.retransmitRequests(1), driver -> {});
    }

    @Test
    void shouldNotKeepTheTokenWhenTheMessageIsSafe() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        two.nowNs += PROMPTLY_NS;
        two.submitSafe(3);

        assertThat(two.visit(two.token(seq))).contains("token to 3");
    }

    @Test
    void shouldNotKeepTheTokenWhileItHoldsTheRingBack() {
        shouldPassOn(token -> token, driver -> driver.holder.onHoldBack(true));
    }

    @Test
    void shouldNotKeepTheTokenWhenItLacksAFrameItself() {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        two.nowNs += PROMPTLY_NS;
        two.submit(3);

        assertThat(two.visit(two.token(seq), seq - 1)).contains("token to 3");
    }

    private void shouldPassOn(final UnaryOperator<OrfToken.Draft> disturbed, final Consumer<HolderDriver> change) {
        sendPromptly(LoneSenderWatch.PROMPT_MESSAGES);
        two.nowNs += PROMPTLY_NS;
        two.submit(3);
        change.accept(two);

        assertThat(two.visit(disturbed.apply(two.token(seq)))).contains("token to 3");
    }

    /** So many messages, each promptly after the one before it; each waits for the token, which is passed on. */
    private void sendPromptly(final int messages) {
        for (int i = 0; i < messages; i++) {
            assertThat(visitWithMessage()).contains("token to 3");
        }
    }

    /** A message promptly after the last one; and the token, on which it leaves. */
    private List<String> visitWithMessage() {
        two.nowNs += PROMPTLY_NS;
        two.submit(3);
        two.nowNs += ROTATION_NS;
        final List<String> steps = two.visit(tokenThatComesBack());
        seq = two.sent().seq();
        return steps;
    }

    /** As this node let it go: nobody else has sent. */
    private OrfToken.Draft tokenThatComesBack() {
        return two.token(seq)
                .fccMessages(two.sent().fccMessages())
                .backlogMessages(two.sent().backlogMessages());
    }
}
