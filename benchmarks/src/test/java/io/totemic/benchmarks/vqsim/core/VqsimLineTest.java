/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.vqsim.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The texts were recorded from corosync-vqsim 3.1.7. */
class VqsimLineTest {

    @Test
    void readsTheVerdictsOfShow() {
        final List<Optional<VqsimLine>> lines =
                """
                0:1: q=1 ring=[1.28] nodes=[1 2]
                0:2: q=1 ring=[1.28] nodes=[1 2]
                1:3: q=0 ring=[3.4] nodes=[3]
                #autofence: off
                """.lines().map(VqsimLine::parse).toList();

        assertThat(lines)
                .containsExactly(
                        Optional.of(new VqsimLine.Verdict(0, 1, true, 1, 0x28, List.of(1, 2))),
                        Optional.of(new VqsimLine.Verdict(0, 2, true, 1, 0x28, List.of(1, 2))),
                        Optional.of(new VqsimLine.Verdict(1, 3, false, 3, 4, List.of(3))),
                        Optional.of(new VqsimLine.ShowEnd()));
    }

    @Test
    void readsTheLineBehindAPrompt() {
        assertThat(VqsimLine.parse("#vqsim> 0:3: q=1 ring=[1.c] nodes=[1 2 3]"))
                .contains(new VqsimLine.Verdict(0, 3, true, 1, 12, List.of(1, 2, 3)));
    }

    @Test
    void readsWhoIsGone() {
        assertThat(VqsimLine.parse("0:2: Quit (on request)")).contains(new VqsimLine.Gone(0, 2, "Quit (on request)"));
        assertThat(VqsimLine.parse("0:7 exited on signal 6 (core dumped)"))
                .contains(new VqsimLine.Gone(0, 7, "exited on signal 6 (core dumped)"));
    }

    @Test
    void readsWhoIsSilent() {
        assertThat(VqsimLine.parse("3:4: q=UNINITIALIZED")).contains(new VqsimLine.Silent(3, 4));
    }

    @Test
    void readsARefusal() {
        final String refusal =
                "votequorum exec init failed: configuration error: auto_tie_breaker & last_man_standing not"
                        + " available in odd sized cluster";

        assertThat(VqsimLine.parse(refusal)).contains(new VqsimLine.Complaint(refusal));
    }

    @Test
    void leavesOutEchoesAndWhatIsCutOff() {
        assertThat(VqsimLine.parse("move 1:3")).isEmpty();
        assertThat(VqsimLine.parse("#vqsim> show")).isEmpty();
        assertThat(VqsimLine.parse("")).isEmpty();
        assertThat(VqsimLine.parse("0:1: q=1 ring=[1.2")).isEmpty();
    }
}
