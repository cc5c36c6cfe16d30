/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines were recorded with strace 6.1 from corosync-vqsim 3.1.7. */
class TraceLineTest {

    private static final String HEARD =
            "read(13, \"\\x04\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x05\\x00"
                    + "\\x00\\x00\\x00\\x00\\x20\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x03\\x00\\x00\\x00"
                    + "\\x08\\x00\\x00\\x00\", 8192) = 44";
    private static final String SENT =
            "writev(13, [{iov_base=\"\\x04\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\","
                    + " iov_len=12}, {iov_base=\"\\x00\\x00\\x05\\x00\\x00\\x00\\x00\\x00\\x20\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01\\x00\\x00"
                    + "\\x00\\x01\\x00\\x00\\x00\\x03\\x00\\x00\\x00\\x09\\x00\\x00\\x00\", iov_len=32}], 2) = 44";
    private static final String STARTED =
            "read(13, \"\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01\\x00\\x00\\x00"
                    + "\\x24\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x03\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x02\\x00\\x00\\x00"
                    + "\\x03\\x00\\x00\\x00\", 8192) = 44";
    private static final String TOLD =
            "write(17, \"\\x03\\x00\\x00\\x00\\x03\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01\\x00\\x00\\x00"
                    + "\\x01\\x00\\x00\\x00\\x2c\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x1b\\x56\\x00\\x00\\x03\\x00\\x00\\x00\\x00\\x00\\x00\\x00"
                    + "\\x01\\x00\\x00\\x00\\x02\\x00\\x00\\x00\\x03\\x00\\x00\\x00\", 52) = 52";

    @Test
    void readsAMessageThatArrives() {
        assertThat(TraceLine.parse(HEARD)).contains(new TraceLine(2, new VoteEvent.Heard(2, new NodeInfo(2, 1, 3, 8))));
    }

    @Test
    void readsAMessageThatIsSentInTwoParts() {
        assertThat(TraceLine.parse(SENT)).contains(new TraceLine(1, new VoteEvent.Sent(new NodeInfo(1, 1, 3, 9))));
    }

    @Test
    void readsAMembership() {
        assertThat(TraceLine.parse(STARTED))
                .contains(new TraceLine(0, new VoteEvent.SyncStarted(1, 0x24, List.of(1, 2, 3))));
    }

    @Test
    void readsAVerdictAndLeavesOutWhatThePaddingHolds() {
        assertThat(TraceLine.parse(TOLD))
                .contains(new TraceLine(3, new VoteEvent.Told(true, 1, 0x2c, List.of(1, 2, 3))));
    }

    @Test
    void leavesOutCommandsToQuitAndOtherFiles() {
        assertThat(TraceLine.parse(
                        "read(17, \"\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\", 8192) = 12"))
                .isEmpty();
        assertThat(TraceLine.parse("write(5, \"\\x11\\x00\\x00\\x00\", 4)         = 4"))
                .isEmpty();
        assertThat(TraceLine.parse("read(3, \"\\x7f\\x45\\x4c\\x46\"..., 832) = 832"))
                .isEmpty();
        assertThat(TraceLine.parse("read(13, 0x5581, 8192) = -1 EAGAIN (Resource temporarily unavailable)"))
                .isEmpty();
    }

    @Test
    void leavesOutAMembershipThatIsLongerThanItsPacket() {
        assertThat(TraceLine.parse(STARTED.replace(
                        "\\x03\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01",
                        "\\x05\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x01")))
                .isEmpty();
    }
}
