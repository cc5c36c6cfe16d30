/**
 * The deterministic simulator: N nodes with the actors of production on one thread, in virtual time, over a modelled network.
 * Start at {@code Simulation}. May import {@code bootstrap} and below.
 */
package io.totemic.simulation;
