/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.DisabledJavaSerializer;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/**
 * Messages of one type, by the serializer that Pekko has for it, and as CBOR by Jackson if it has none.
 *
 * <pre>
 * CBOR        u8 = 1, then the message as Jackson writes it
 * serialized  u8 = 2, identifier of the serializer i32, length of the manifest u16, manifest, then what the serializer wrote
 * </pre>
 *
 * <p>Big-endian. A receiver reads both, whatever it would write itself. Called by any thread.
 */
final class SerializedPayloads<T> implements PayloadCodec<T> {

    private static final byte CBOR = 1;
    private static final byte SERIALIZED = 2;
    private static final String BINDING = "jackson-cbor";

    private final Class<T> type;
    private final Serialization serialization;
    private final ObjectMapper mapper;
    private final byte[] actorPaths;

    SerializedPayloads(final ActorSystem<?> system, final Class<T> type) {
        this.type = type;
        serialization = SerializationExtension.get(system);
        mapper = JacksonObjectMapperProvider.get(Adapter.toClassic(system))
                .getOrCreate(BINDING, Optional.empty())
                .copy()
                .registerModule(new SimpleModule("totemic")
                        .addSerializer(ActorRef.class, new Refused<>())
                        .addSerializer(org.apache.pekko.actor.ActorRef.class, new Refused<>()));
        actorPaths = ("pekko://" + system.name() + "/").getBytes(StandardCharsets.UTF_8);
    }

    /** What an actor reference means ends at its actor system. */
    private static final class Refused<A> extends JsonSerializer<A> {
        @Override
        public void serialize(final A value, final JsonGenerator generator, final SerializerProvider provider)
                throws IOException {
            throw InvalidDefinitionException.from(
                    generator, "it holds an ActorRef, which means nothing on another node", (JavaType) null);
        }
    }

    @Override
    public byte[] encode(final T message) {
        final Serializer serializer = serializerOf(message);
        return serializer == null ? encodeCbor(message) : encodeBy(serializer, message);
    }

    /** The one that Pekko is configured to take; null if there is none but Java's, which is not safe to read. */
    private Serializer serializerOf(final T message) {
        try {
            final Serializer serializer = serialization.serializerFor(message.getClass());
            return serializer instanceof DisabledJavaSerializer ? null : serializer;
        } catch (final NotSerializableException unbound) {
            return null;
        }
    }

    private byte[] encodeCbor(final T message) {
        try {
            final byte[] cbor = mapper.writerFor(type).writeValueAsBytes(message);
            final byte[] payload = new byte[1 + cbor.length];
            payload[0] = CBOR;
            System.arraycopy(cbor, 0, payload, 1, cbor.length);
            return payload;
        } catch (final JsonProcessingException e) {
            throw new UnsendableMessageException(
                    message.getClass().getName() + " cannot be sent: " + e.getOriginalMessage(), e);
        }
    }

    private byte[] encodeBy(final Serializer serializer, final T message) {
        final byte[] manifest = Serializers.manifestFor(serializer, message).getBytes(StandardCharsets.UTF_8);
        final byte[] content;
        try {
            content = serializer.toBinary(message);
        } catch (final RuntimeException e) {
            throw new UnsendableMessageException(
                    message.getClass().getName() + " cannot be sent: " + e.getMessage(), e);
        }
        if (contains(content, actorPaths)) {
            throw new UnsendableMessageException(
                    message.getClass().getName()
                            + " cannot be sent: it holds an ActorRef, which means nothing on another node",
                    null);
        }
        return ByteBuffer.allocate(1 + Integer.BYTES + Short.BYTES + manifest.length + content.length)
                .put(SERIALIZED)
                .putInt(serializer.identifier())
                .putShort((short) manifest.length)
                .put(manifest)
                .put(content)
                .array();
    }

    private static boolean contains(final byte[] bytes, final byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (bytes[at] == wanted[0] && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public T decode(final byte[] payload) {
        final ByteBuffer buffer = ByteBuffer.wrap(payload);
        try {
            final byte kind = buffer.get();
            return switch (kind) {
                case CBOR -> mapper.readerFor(type).readValue(payload, 1, payload.length - 1);
                case SERIALIZED -> decodeSerialized(buffer);
                default -> throw new UnreadableMessageException("it begins with " + kind + ", must be 1 or 2", null);
            };
        } catch (final IOException | BufferUnderflowException e) {
            throw new UnreadableMessageException("it is no " + type.getName() + ": " + e.getMessage(), e);
        }
    }

    private T decodeSerialized(final ByteBuffer buffer) throws IOException {
        final int serializer = buffer.getInt();
        final byte[] manifest = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(manifest);
        final byte[] content = new byte[buffer.remaining()];
        buffer.get(content);
        final Object message;
        try {
            message = serialization
                    .deserialize(content, serializer, new String(manifest, StandardCharsets.UTF_8))
                    .get();
        } catch (final RuntimeException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (!type.isInstance(message)) {
            throw new IOException("it is a " + message.getClass().getName());
        }
        return type.cast(message);
    }
}
