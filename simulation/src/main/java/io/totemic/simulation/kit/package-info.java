/**
 * The kit for users: a simulated cluster that a test drives, with the test's own actors on its nodes. Start at
 * {@code SimulatedCluster}; {@code Seeds} runs a test for many seeds without JUnit. May import {@code simulation} and below.
 */
package io.totemic.simulation.kit;
