/**
 * Frames between the protocol and the network. {@code FramePublisher} writes them and {@code FrameAdapter} reads them;
 * {@code Links} carries the bytes, over Aeron or in the simulator. Only this package sees Aeron.
 */
package io.totemic.totem.link;
