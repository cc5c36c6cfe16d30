/**
 * The ring loop: one thread that is at once the dispatcher of a node's protocol actors and the duty cycle of its link. Start
 * at {@code RingLoop}. Protocol actors see only {@code RingTime}, so that they cannot tell this loop from the simulated one.
 */
package io.totemic.totem.loop;
