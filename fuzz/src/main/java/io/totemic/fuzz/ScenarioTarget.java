/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.simulation.schedule.Scenario;
import io.totemic.simulation.schedule.ScenarioSyntaxException;
import io.totemic.simulation.schedule.ScenarioText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts of scenarios: what is read means the same when it is written again. */
final class ScenarioTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        final Scenario scenario;
        try {
            scenario = ScenarioText.read("scenario", new String(input, StandardCharsets.UTF_8));
        } catch (final ScenarioSyntaxException told) {
            Expect.that(told.getMessage() != null, "an error has a message");
            return false;
        }
        final String written = ScenarioText.write(scenario);
        Expect.that(
                ScenarioText.write(ScenarioText.read("written", written)).equals(written),
                "a scenario that is written again is the same");
        return true;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of("""
                scenario 1
                seed 17
                nodes 5
                duration 20
                network delay 0.0003+0.0007 loss 20 duplicate 10 reorder 20 corrupt 5 rate 0
                totem fail_recv_const 50
                initial-seq 4294967200
                # a comment
                0.012 start 1
                0.5 pause 1 0.2
                0.6 slow 2 5
                0.7 clock 3 -1.5
                0.8 lose-disk 4
                0.9 store-ring 4 ffffffffffffffff
                1 slow-disk 1 0.1
                2.5 crash 3
                4 partition 1,2 | 3,4,5
                5 join
                5.1 degrade 1,2 > 3 data delay 0.0003+0.0007 loss 1000 duplicate 0 reorder 0 corrupt 0 rate 0
                5.2 restore 1,2 > 3
                5.3 cut 1 > 2
                5.4 mend 1 > 2
                6 send 1 10 1000
                7 leave-group 1 0.5
                7.1 join-member 1 0 65536 0.001
                7.2 stall-member 1 0 0.5
                7.3 send-from 1 0 5 1000
                7.4 kill-member 1 0
                7.5 leave-member 1 0
                8 leave 5
                """.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(256 * 1024, 4000);
    }
}
