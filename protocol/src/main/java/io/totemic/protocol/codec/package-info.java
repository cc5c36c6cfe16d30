/**
 * Bytes of the frames: the layouts of Corosync 3.1 and the envelope around them. Start at {@code FrameCodec}; {@code
 * FrameSanity} rejects before anything is decoded. May import {@code protocol}, its messages and Agrona's buffers.
 */
package io.totemic.protocol.codec;
