/**
 * The kit for JUnit 5. Start at {@code SimulatedTest}. May import {@code kit}; needs {@code junit-jupiter-api}, which whoever uses this
 * has.
 */
package io.totemic.simulation.junit;
