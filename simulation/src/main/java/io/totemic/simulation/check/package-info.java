/** Properties that every run must have, one class for each. Start at {@code Trace}. */
package io.totemic.simulation.check;
