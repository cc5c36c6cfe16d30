/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test of a simulated cluster, run once for each seed, each time with a new instance of the test class. The method, and any
 * {@code @BeforeEach}, may have a parameter of type {@code SimulatedCluster}.
 *
 * <p>After the method the checkers look at the run. The first seed that fails ends the test, and says how to replay it. The first seed
 * is run twice, and must give the same run again. The system property {@code totemic.seed} has only that seed run.
 *
 * <p>All is done by the thread of the test, so that it is no use to give the test a time-out with a thread of its own.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Execution(ExecutionMode.SAME_THREAD)
@ExtendWith(SimulatedTestExtension.class)
public @interface SimulatedTest {

    /** How many nodes are configured, 1 to 64. */
    int nodes() default 3;

    /** How many seeds are run. */
    int seeds() default 10;

    /** The first of them. */
    long from() default 1;

    /**
     * Keys of corosync.conf's section totem, as {@code "token: 500"}; with {@code quorum.} in front of its section quorum, and {@code
     * "votes.2: 3"} for the votes of node 2.
     */
    String[] totem() default {};

    /** Whether each node has an actor system of its own, in which {@code Totemic.get} finds it; costs much time. */
    boolean systemPerNode() default false;
}
