/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.membership.RingIdStore;
import io.totemic.protocol.RingTime;
import io.totemic.quorum.ExpectedVotesStore;
import io.totemic.totem.RingProbe;
import io.totemic.totem.keys.KeyStore;
import io.totemic.totem.link.Links;
import io.totemic.totem.loop.LoopDuty;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.apache.pekko.actor.typed.Props;

/**
 * What a node stands on: real in production, simulated in the simulator. No room can tell which.
 *
 * @param time of the ring loop
 * @param links between the nodes; closed by the guardian
 * @param store of the ring id
 * @param expectedVotes of the most votes ever expected
 * @param keys of what becomes of keys
 * @param random answers a number from 0 to below its argument; called only on the ring loop
 * @param epoch another one at each start of this node, whatever its clock and its disk have lost: 64 random bits
 * @param nonces answers 64 bits that nobody can guess; called only on the ring loop
 * @param attach called once, on the loop, with what the loop is to turn
 * @param detach called once, on the loop, before the links are closed
 * @param rooms dispatcher of the rooms: the ring loop
 * @param callbacks completes the futures of callers, off the ring loop
 * @param probe sees what is originated, delivered and accepted
 */
public record NodeRuntime(
        RingTime time,
        Links links,
        RingIdStore store,
        ExpectedVotesStore expectedVotes,
        KeyStore keys,
        LongUnaryOperator random,
        long epoch,
        LongSupplier nonces,
        Consumer<LoopDuty> attach,
        Runnable detach,
        Props rooms,
        Executor callbacks,
        RingProbe probe) {}
