/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.cpg.core.CpgMessage;
import io.totemic.protocol.group.ChangeReason;
import java.util.List;

/** Messages of the group service. */
final class CpgTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        final CpgMessage message = CpgMessage.decode(input);
        if (message == null) {
            return false;
        }
        if (message.function() == CpgMessage.JOIN) {
            Expect.that(!message.group().isEmpty(), "a group has a name");
        } else if (message.function() == CpgMessage.LEAVE) {
            Expect.that(message.reason() != null, "there is a reason to leave");
        }
        return true;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                CpgMessage.join(1, "orders"),
                CpgMessage.leave(1, ChangeReason.LEAVE),
                CpgMessage.leave(2, ChangeReason.PROCDOWN),
                CpgMessage.multicast(1, new byte[] {1, 2, 3}),
                CpgMessage.firstChunk(1, 9, CpgMessage.PIECE_MAX_BYTES + 5, new byte[] {1, 2, 3}),
                CpgMessage.chunk(1, 9, false, new byte[] {4, 5}),
                CpgMessage.chunk(1, 9, true, new byte[] {6}));
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(4 * 1024, 16);
    }
}
