/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.check;

import static io.totemic.membership.core.MembershipStep.Outcome.COMMIT;
import static io.totemic.membership.core.MembershipStep.Outcome.COMMIT_TOKEN_SENT;
import static io.totemic.membership.core.MembershipStep.Outcome.GATHER;
import static io.totemic.membership.core.MembershipStep.Outcome.HEARING_SENT;
import static io.totemic.membership.core.MembershipStep.Outcome.JOIN_SENT;
import static io.totemic.membership.core.MembershipStep.Outcome.NOTHING;
import static io.totemic.membership.core.MembershipStep.Outcome.OPERATIONAL;
import static io.totemic.membership.core.MembershipStep.Outcome.RECOVERY;
import static io.totemic.membership.core.MembershipStep.Outcome.TOKEN_STARTED;

import io.totemic.membership.core.GatherReason;
import io.totemic.membership.core.MembershipInput;
import io.totemic.membership.core.MembershipStep.Outcome;
import io.totemic.membership.core.StateName;
import io.totemic.simulation.check.MembershipCoverage.Cell;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * R5: the membership protocol does in a state what its table allows there, and nothing else.
 *
 * <p>What an input may always come to is nothing: it is late, a copy, or of another ring. So those cells are not listed.
 */
public final class MembershipTransitions implements Checker {

    private static final SortedSet<Cell> TABLE = table();

    /** Every cell of the table in which something is done. All of them can occur. */
    public static SortedSet<Cell> cells() {
        return TABLE;
    }

    @Override
    public String id() {
        return "R5";
    }

    @Override
    public String property() {
        return "the membership protocol does in a state what its table allows there";
    }

    @Override
    public void check(final Trace trace, final Consumer<String> violations) {
        trace.coverage().used().forEach((cell, count) -> {
            if (cell.outcome() != NOTHING && !TABLE.contains(cell)) {
                violations.accept("not in the table: " + cell);
            }
        });
    }

    private static SortedSet<Cell> table() {
        final SortedSet<Cell> cells = new TreeSet<>();
        gather(cells, null, MembershipInput.START, GatherReason.INTERFACE_CHANGE);

        gather(cells, StateName.OPERATIONAL, MembershipInput.JOIN, GatherReason.MERGE_DURING_JOIN);
        gather(cells, StateName.OPERATIONAL, MembershipInput.JOIN, GatherReason.JOIN_IN_OPERATIONAL);
        gather(cells, StateName.OPERATIONAL, MembershipInput.LEAVE, GatherReason.MERGE_DURING_JOIN);
        gather(
                cells,
                StateName.OPERATIONAL,
                MembershipInput.FOREIGN_MESSAGE,
                GatherReason.FOREIGN_MESSAGE_IN_OPERATIONAL);
        gather(cells, StateName.OPERATIONAL, MembershipInput.MERGE_DETECT, GatherReason.MERGE_IN_OPERATIONAL);
        gather(cells, StateName.OPERATIONAL, MembershipInput.TOKEN_LOST, GatherReason.TOKEN_LOST_IN_OPERATIONAL);
        gather(cells, StateName.OPERATIONAL, MembershipInput.FAILED_TO_RECEIVE, GatherReason.FAILED_TO_RECEIVE);
        other(cells, StateName.OPERATIONAL, MembershipInput.HEARING_DEADLINE, HEARING_SENT);
        gather(cells, StateName.OPERATIONAL, MembershipInput.HEARING_DEADLINE, GatherReason.MERGE_IN_OPERATIONAL);
        other(cells, StateName.OPERATIONAL, MembershipInput.OWN_LEAVE, JOIN_SENT);

        gather(cells, StateName.GATHER, MembershipInput.JOIN, GatherReason.MERGE_DURING_JOIN);
        other(cells, StateName.GATHER, MembershipInput.JOIN, COMMIT);
        gather(cells, StateName.GATHER, MembershipInput.LEAVE, GatherReason.MERGE_DURING_JOIN);
        gather(cells, StateName.GATHER, MembershipInput.FOREIGN_MESSAGE, GatherReason.FOREIGN_MESSAGE_IN_GATHER);
        gather(cells, StateName.GATHER, MembershipInput.MERGE_DETECT, GatherReason.MERGE_IN_GATHER);
        other(cells, StateName.GATHER, MembershipInput.COMMIT_TOKEN, COMMIT);
        other(cells, StateName.GATHER, MembershipInput.JOIN_DEADLINE, JOIN_SENT);
        other(cells, StateName.GATHER, MembershipInput.SEND_JOIN_DEADLINE, JOIN_SENT);
        gather(cells, StateName.GATHER, MembershipInput.CONSENSUS_DEADLINE, GatherReason.CONSENSUS_TIMEOUT_DISAGREED);
        gather(cells, StateName.GATHER, MembershipInput.GATHER_TOKEN_DEADLINE, GatherReason.CONSENSUS_TIMEOUT_AGREED);
        other(cells, StateName.GATHER, MembershipInput.OWN_LEAVE, JOIN_SENT);

        other(cells, StateName.COMMIT, MembershipInput.JOIN_DEADLINE, JOIN_SENT);
        gather(cells, StateName.COMMIT, MembershipInput.JOIN, GatherReason.JOIN_IN_COMMIT);
        gather(cells, StateName.COMMIT, MembershipInput.LEAVE, GatherReason.JOIN_IN_COMMIT);
        other(cells, StateName.COMMIT, MembershipInput.COMMIT_TOKEN, RECOVERY);
        other(cells, StateName.COMMIT, MembershipInput.SEAL_REPORT, COMMIT_TOKEN_SENT);
        other(cells, StateName.COMMIT, MembershipInput.RING_SEQ_PERSISTED, COMMIT_TOKEN_SENT);
        gather(cells, StateName.COMMIT, MembershipInput.COMMIT_TOKEN_DEADLINE, GatherReason.TOKEN_LOST_IN_COMMIT);
        other(cells, StateName.COMMIT, MembershipInput.COMMIT_TOKEN_RETRANSMIT_DEADLINE, COMMIT_TOKEN_SENT);
        other(cells, StateName.COMMIT, MembershipInput.OWN_LEAVE, JOIN_SENT);

        gather(cells, StateName.RECOVERY, MembershipInput.JOIN, GatherReason.JOIN_IN_RECOVERY);
        gather(cells, StateName.RECOVERY, MembershipInput.LEAVE, GatherReason.JOIN_IN_RECOVERY);
        other(cells, StateName.RECOVERY, MembershipInput.COMMIT_TOKEN, TOKEN_STARTED);
        gather(cells, StateName.RECOVERY, MembershipInput.TOKEN_LOST, GatherReason.TOKEN_LOST_IN_RECOVERY);
        gather(cells, StateName.RECOVERY, MembershipInput.FAILED_TO_RECEIVE, GatherReason.FAILED_TO_RECEIVE);
        other(cells, StateName.RECOVERY, MembershipInput.RECOVERY_COMPLETE, OPERATIONAL);
        other(cells, StateName.RECOVERY, MembershipInput.COMMIT_TOKEN_RETRANSMIT_DEADLINE, COMMIT_TOKEN_SENT);
        other(cells, StateName.RECOVERY, MembershipInput.OWN_LEAVE, JOIN_SENT);
        return Collections.unmodifiableSortedSet(cells);
    }

    private static void gather(
            final SortedSet<Cell> cells, final StateName before, final MembershipInput input, final GatherReason why) {
        cells.add(new Cell(before, input, GATHER, why));
    }

    private static void other(
            final SortedSet<Cell> cells, final StateName before, final MembershipInput input, final Outcome outcome) {
        cells.add(new Cell(before, input, outcome, null));
    }
}
