/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.membership.core;

import static io.totemic.membership.core.FsmDriver.CONSENSUS_NS;
import static io.totemic.membership.core.FsmDriver.JOIN_NS;
import static io.totemic.membership.core.FsmDriver.RETRANSMIT_NS;
import static io.totemic.membership.core.FsmDriver.TOKEN_NS;
import static io.totemic.membership.core.FsmDriver.nodes;
import static io.totemic.membership.core.FsmDriver.none;
import static io.totemic.membership.core.FsmDriver.ring;
import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.protocol.Deadlines;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.message.CommitToken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every input in every situation, dropped ones included. Members are 1, 2 and 3; node 4 is another ring's, node 9 is in no
 * nodelist; this node is 1, the representative, or 2.
 */
class MembershipTransitionsTest {

    private static final NodeSet MEMBERS = nodes(1, 2, 3);
    private static final NodeSet WITH_4 = nodes(1, 2, 3, 4);

    /**
     * The codes: - dropped; Gn enter GATHER for reason n; C enter COMMIT; R enter RECOVERY; O enter OPERATIONAL; J send JOIN;
     * T send the commit token; S start the ORF token.
     */
    private static final String TABLE = """
                                      OPERATIONAL  GATHER              COMMIT                       RECOVERY
                                      rep  member  rep  member agreed  sealing storing rep  member  rep  member
            JOIN_EQUAL                G12  G12     C    -      -       G13     G13     G13  G13     G14  G14
            JOIN_COVERED              G12  G12     -    -      -       G13     G13     G13  G13     G14  G14
            JOIN_NEW                  G11  G11     G11  G11    G11     G13     G13     G13  G13     G14  G14
            JOIN_STALE                -    -       G11  G11    G11     G13     G13     G13  G13     -    -
            JOIN_EXCLUDING_US         -    -       G11  G11    G11     G13     G13     G13  G13     G14  G14
            JOIN_OF_STRANGER          G11  G11     G11  G11    G11     -       -       -    -       -    -
            JOIN_OUTSIDE_NODELIST     -    -       -    -      -       -       -       -    -       -    -
            JOIN_OF_OURS_LATE         -    -       -    -      -       -       -       -    -       -    -
            LEAVE                     G11  G11     G11  G11    G11     G13     G13     G13  G13     G14  G14
            LEAVE_OF_OURS             -    -       -    -      -       -       -       -    -       -    -
            FOREIGN_OF_STRANGER       G7   G7      G8   G8     G8      -       -       -    -       -    -
            FOREIGN_OF_CANDIDATE      G7   G7      -    -      -       -       -       -    -       -    -
            FOREIGN_OUTSIDE_NODELIST  -    -       -    -      -       -       -       -    -       -    -
            FOREIGN_OF_OUR_RING       -    -       -    -      -       -       -       -    -       -    -
            MERGE_DETECT_OF_STRANGER  G9   G9      G10  G10    G10     -       -       -    -       -    -
            MERGE_DETECT_OF_CANDIDATE G9   G9      -    -      -       -       -       -    -       -    -
            MERGE_DETECT_OUTSIDE      -    -       -    -      -       -       -       -    -       -    -
            MERGE_DETECT_OF_OUR_RING  -    -       -    -      -       -       -       -    -       -    -
            COMMIT_TOKEN_OUR_TURN     -    -       -    -      C       -       -       -    -       -    -
            COMMIT_TOKEN_ROUND        -    -       -    -      -       -       -       R    R       S    -
            TOKEN_LOST                G2   G2      -    -      -       -       -       -    -       G5   G5
            TOKEN_LOST_OTHER_RING     -    -       -    -      -       -       -       -    -       -    -
            FAILED_TO_RECEIVE         G6   G6      -    -      -       -       -       -    -       G6   G6
            FAILED_TO_RECEIVE_OTHER   -    -       -    -      -       -       -       -    -       -    -
            SEAL_REPORT               -    -       -    -      -       T       -       -    -       -    -
            RING_SEQ_PERSISTED        -    -       -    -      -       -       T       -    -       -    -
            FIRST_TOKEN               -    -       -    -      -       -       -       -    -       -    -
            RECOVERY_COMPLETE         -    -       -    -      -       -       -       -    -       O    O
            RECOVERY_COMPLETE_OTHER   -    -       -    -      -       -       -       -    -       -    -
            JOIN_DEADLINE             -    -       J    J      J       J       J       J    J       -    -
            CONSENSUS_DEADLINE        -    -       G0   G0     -       -       -       -    -       -    -
            TOKEN_DEADLINE            -    -       -    -      G3      G4      G4      G4   G4      -    -
            RETRANSMIT_DEADLINE       -    -       -    -      -       -       -       T    T       T    T
            """;

    private enum Situation {
        OPERATIONAL_REPRESENTATIVE(StateName.OPERATIONAL, 1, driver -> driver.inOperational(MEMBERS)),
        OPERATIONAL_MEMBER(StateName.OPERATIONAL, 2, driver -> driver.inOperational(MEMBERS)),
        GATHER_REPRESENTATIVE(StateName.GATHER, 1, driver -> driver.inGather(MEMBERS)),
        GATHER_MEMBER(StateName.GATHER, 2, driver -> driver.inGather(MEMBERS)),
        GATHER_AGREED(StateName.GATHER, 2, driver -> {
            driver.inGather(MEMBERS).join(3, MEMBERS, none());
            return driver;
        }),
        COMMIT_SEALING(StateName.COMMIT, 1, driver -> {
            driver.inCommit(MEMBERS).ringSeqPersisted();
            return driver;
        }),
        COMMIT_STORING(StateName.COMMIT, 2, driver -> {
            driver.inCommit(MEMBERS).sealReport(driver.fsm.ringId(), 0, 0, 0);
            return driver;
        }),
        COMMIT_REPRESENTATIVE(StateName.COMMIT, 1, driver -> driver.inPreparedCommit(MEMBERS)),
        COMMIT_MEMBER(StateName.COMMIT, 2, driver -> driver.inPreparedCommit(MEMBERS)),
        RECOVERY_REPRESENTATIVE(StateName.RECOVERY, 1, driver -> driver.inRecovery(MEMBERS)),
        RECOVERY_MEMBER(StateName.RECOVERY, 2, driver -> driver.inRecovery(MEMBERS));

        private final StateName state;
        private final int self;

        @SuppressWarnings("ImmutableEnumChecker") // captures nothing
        private final Function<FsmDriver, FsmDriver> reach;

        Situation(final StateName state, final int self, final Function<FsmDriver, FsmDriver> reach) {
            this.state = state;
            this.self = self;
            this.reach = reach;
        }

        FsmDriver reached() {
            return reach.apply(new FsmDriver(self));
        }
    }

    private enum Input {
        JOIN_EQUAL(driver -> driver.join(3, MEMBERS, none())),
        JOIN_COVERED(driver -> driver.join(3, nodes(3), none())),
        JOIN_NEW(driver -> driver.join(3, WITH_4, none())),
        JOIN_STALE(driver -> driver.join(3, WITH_4, none(), driver.fsm.ringId().seq() - 1)),
        JOIN_EXCLUDING_US(driver -> driver.join(3, MEMBERS, NodeSet.of(driver.self))),
        JOIN_OF_STRANGER(driver -> driver.join(4, nodes(4), none())),
        JOIN_OUTSIDE_NODELIST(driver -> driver.join(9, nodes(9), none())),
        JOIN_OF_OURS_LATE(driver -> driver.join(driver.self.value(), NodeSet.of(driver.self), none(), 1)),
        LEAVE(driver -> driver.leaveOf(3, nodes(1, 2), nodes(3))),
        LEAVE_OF_OURS(
                driver -> driver.leaveOf(driver.self.value(), MEMBERS.minus(driver.self), NodeSet.of(driver.self))),
        FOREIGN_OF_STRANGER(driver -> driver.foreignMessage(4, ring(4, 1))),
        FOREIGN_OF_CANDIDATE(driver -> driver.foreignMessage(3, ring(3, 1_000))),
        FOREIGN_OUTSIDE_NODELIST(driver -> driver.foreignMessage(9, ring(9, 1_000))),
        FOREIGN_OF_OUR_RING(driver -> driver.foreignMessage(4, driver.fsm.ringId())),
        MERGE_DETECT_OF_STRANGER(driver -> driver.mergeDetect(4, ring(4, 1))),
        MERGE_DETECT_OF_CANDIDATE(driver -> driver.mergeDetect(3, ring(3, 1_000))),
        MERGE_DETECT_OUTSIDE(driver -> driver.mergeDetect(9, ring(9, 1_000))),
        MERGE_DETECT_OF_OUR_RING(driver -> driver.mergeDetect(4, driver.fsm.ringId())),
        COMMIT_TOKEN_OUR_TURN(driver -> driver.commitToken(newToken(driver, 1))),
        COMMIT_TOKEN_ROUND(driver -> driver.commitToken(
                driver.fsm.stateName() == StateName.COMMIT && driver.lastToken() != null
                        ? driver.firstRotationEnd()
                        : driver.fsm.stateName() == StateName.RECOVERY
                                ? FsmDriver.hops(driver.lastToken(), 2)
                                : newToken(driver, 3))),
        TOKEN_LOST(driver -> driver.tokenLost(driver.fsm.ringId())),
        TOKEN_LOST_OTHER_RING(driver -> driver.tokenLost(ring(3, 1))),
        FAILED_TO_RECEIVE(driver -> driver.failedToReceive(driver.fsm.ringId())),
        FAILED_TO_RECEIVE_OTHER(driver -> driver.failedToReceive(ring(3, 1))),
        SEAL_REPORT(driver -> driver.sealReport(driver.fsm.ringId(), 0, 0, 0)),
        RING_SEQ_PERSISTED(driver -> driver.ringSeqPersisted()),
        FIRST_TOKEN(driver -> driver.firstToken(driver.fsm.ringId())),
        RECOVERY_COMPLETE(driver -> driver.recoveryComplete(driver.fsm.ringId())),
        RECOVERY_COMPLETE_OTHER(driver -> driver.recoveryComplete(ring(3, 1))),
        JOIN_DEADLINE(driver -> driver.after(JOIN_NS)),
        CONSENSUS_DEADLINE(driver -> driver.after(CONSENSUS_NS)),
        /** In GATHER it runs only from an agreed consensus time-out; then after has asked everybody again. */
        TOKEN_DEADLINE(driver -> {
            if (driver.fsm.stateName() == StateName.GATHER) {
                driver.after(CONSENSUS_NS);
            }
            return driver.after(TOKEN_NS);
        }),
        RETRANSMIT_DEADLINE(driver -> driver.after(RETRANSMIT_NS));

        @SuppressWarnings("ImmutableEnumChecker") // captures nothing
        private final Function<FsmDriver, List<MembershipEffect>> apply;

        Input(final Function<FsmDriver, List<MembershipEffect>> apply) {
            this.apply = apply;
        }

        private static CommitToken newToken(final FsmDriver driver, final int filled) {
            return driver.filledByOthers(
                    CommitToken.create(MEMBERS.lowest(), driver.fsm.ringId().seq() + 4, MEMBERS), filled);
        }
    }

    static Stream<Arguments> cells() {
        final List<Arguments> cells = new ArrayList<>();
        TABLE.lines().skip(2).forEach(line -> {
            final List<String> row = Arrays.asList(line.trim().split("\\s+", -1));
            final Input input = Input.valueOf(row.get(0));
            assertThat(row).as("row of %s", input).hasSize(1 + Situation.values().length);
            for (int i = 0; i < Situation.values().length; i++) {
                cells.add(Arguments.of(Situation.values()[i], input, row.get(1 + i)));
            }
        });
        return cells.stream();
    }

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @MethodSource("cells")
    void shouldFollowTheTable(final Situation situation, final Input input, final String code) {
        final FsmDriver driver = situation.reached();
        assertThat(driver.fsm.stateName()).isEqualTo(situation.state);

        final List<MembershipEffect> effects = input.apply.apply(driver);

        assertThat(effects.stream().map(effect -> effect.getClass().getSimpleName()))
                .containsExactlyElementsOf(effectsOf(code));
        assertThat(driver.fsm.stateName()).isEqualTo(stateAfter(code, situation.state));
        for (final MembershipEffect effect : effects) {
            if (effect instanceof MembershipEffect.StateEntered entered) {
                assertThat(entered.state()).isEqualTo(driver.fsm.stateName());
                assertThat(entered.ringId()).isEqualTo(driver.fsm.ringId());
                assertThat(
                                entered.reason() == null
                                        ? ""
                                        : "G" + entered.reason().number())
                        .isEqualTo(code.startsWith("G") ? code : "");
            }
        }
    }

    @Test
    void shouldHaveACellForEveryInputInEverySituation() {
        assertThat(TABLE.lines().skip(2).map(line -> line.trim().split("\\s+", -1)[0]))
                .containsExactlyElementsOf(
                        Arrays.stream(Input.values()).map(Input::name).toList());
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void shouldDropEverythingAfterLeaving(final Situation situation) {
        for (final Input input : Input.values()) {
            final FsmDriver driver = situation.reached();
            driver.leave();

            assertThat(input.apply.apply(driver)).as("%s", input).isEmpty();
            assertThat(driver.fsm.nextDeadlineNs()).isEqualTo(Deadlines.NONE);
        }
    }

    private static List<String> effectsOf(final String code) {
        return switch (code.charAt(0)) {
            case '-' -> List.of();
            case 'G' -> List.of("Suspend", "StateEntered", "SendJoin");
            case 'C' -> List.of("StateEntered", "Seal");
            case 'R' -> List.of("StateEntered", "Recover", "SendCommitToken");
            case 'O' -> List.of("Install", "StateEntered");
            case 'J' -> List.of("SendJoin");
            case 'T' -> List.of("SendCommitToken");
            case 'S' -> List.of("StartToken");
            default -> throw new IllegalArgumentException("no such code: " + code);
        };
    }

    private static StateName stateAfter(final String code, final StateName before) {
        return switch (code.charAt(0)) {
            case 'G' -> StateName.GATHER;
            case 'C' -> StateName.COMMIT;
            case 'R' -> StateName.RECOVERY;
            case 'O' -> StateName.OPERATIONAL;
            default -> before;
        };
    }
}
