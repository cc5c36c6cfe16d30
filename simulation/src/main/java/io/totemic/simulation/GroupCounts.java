/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation;

/**
 * What happened to the further members of groups in a run or in several: how much of their service was used.
 *
 * @param joined members that came
 * @param left members that asked to leave
 * @param killed members whose actor was stopped
 * @param putOut members that their node put out
 * @param told messages that they were told
 * @param largeTold those of them that came in chunks
 * @param accepted messages that were accepted when they were sent
 * @param deliveredToSelf messages that were answered when they were delivered
 * @param triedAgain messages that were refused for want of room
 * @param notQuorate messages that were refused without quorum
 * @param transitional transitional configurations that they were told
 * @param holdBacks how often nodes that were up at the end had held the ring back
 * @param tornChains chains of chunks that somebody's coming has torn, on nodes that were up at the end
 */
public record GroupCounts(
        long joined,
        long left,
        long killed,
        long putOut,
        long told,
        long largeTold,
        long accepted,
        long deliveredToSelf,
        long triedAgain,
        long notQuorate,
        long transitional,
        long holdBacks,
        long tornChains) {

    /** Nothing. */
    public static final GroupCounts NONE = new GroupCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** These and those together. */
    public GroupCounts plus(final GroupCounts other) {
        return new GroupCounts(
                joined + other.joined,
                left + other.left,
                killed + other.killed,
                putOut + other.putOut,
                told + other.told,
                largeTold + other.largeTold,
                accepted + other.accepted,
                deliveredToSelf + other.deliveredToSelf,
                triedAgain + other.triedAgain,
                notQuorate + other.notQuorate,
                transitional + other.transitional,
                holdBacks + other.holdBacks,
                tornChains + other.tornChains);
    }
}
