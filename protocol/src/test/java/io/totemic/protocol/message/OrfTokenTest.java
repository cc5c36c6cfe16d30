/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.totemic.protocol.NodeId;
import io.totemic.protocol.RingId;
import org.junit.jupiter.api.Test;

class OrfTokenTest {

    private static final RingId RING = new RingId(NodeId.of(1), 5);

    @Test
    void shouldRefuseMoreThan30RetransmitRequests() {
        final OrfToken.Draft draft = OrfToken.draft(NodeId.of(1), RING);

        assertThatThrownBy(() -> draft.retransmitRequests(new int[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("31 retransmit requests, must be at most 30");
    }

    @Test
    void shouldChangeNothingButWhatIsEdited() {
        final OrfToken token = OrfToken.draft(NodeId.of(1), RING)
                .seq(1)
                .tokenSeq(2)
                .aru(3, 4)
                .backlogMessages(5)
                .fccMessages(6)
                .retransmitting(true)
                .retransmitRequests(7, 8)
                .build();

        final OrfToken edited = token.edit().sender(NodeId.of(2)).build();

        assertThat(edited.sender()).isEqualTo(NodeId.of(2));
        assertThat(edited).usingRecursiveComparison().ignoringFields("sender").isEqualTo(token);
        assertThat(token.sender()).isEqualTo(NodeId.of(1));
    }
}
