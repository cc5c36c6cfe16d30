/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.io.NotSerializableException;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.apache.pekko.serialization.jackson.JacksonJsonSerializer;

/**
 * A serializer of Jackson that is made when it is first used. Pekko makes all that are configured when an actor system starts,
 * which takes a node a tenth of its start, and nothing of the daemon's own is bound to them. Named in {@code totemic-daemon.conf}.
 *
 * <p>Not for types that are bound to it: Jackson's serializers take a type only if it is bound to one of themselves, or stands in
 * {@code allowed-class-prefix}.
 *
 * <p>Called by any thread.
 */
public final class JacksonOnDemand extends SerializerWithStringManifest {

    private static final String CBOR = "jackson-cbor";

    private final ExtendedActorSystem system;
    private final String name;
    private final int identifier;
    private SerializerWithStringManifest made;

    /** Called by Pekko, with the name that the serializer has in its settings. */
    public JacksonOnDemand(final ExtendedActorSystem system, final String name) {
        this.system = system;
        this.name = name;
        identifier = system.settings().config().getInt("pekko.actor.serialization-identifiers." + name);
    }

    private synchronized SerializerWithStringManifest serializer() {
        if (made == null) {
            made = name.equals(CBOR)
                    ? new JacksonCborSerializer(system, name)
                    : new JacksonJsonSerializer(system, name);
        }
        return made;
    }

    @Override
    public int identifier() {
        return identifier;
    }

    @Override
    public String manifest(final Object message) {
        return serializer().manifest(message);
    }

    @Override
    public byte[] toBinary(final Object message) {
        return serializer().toBinary(message);
    }

    @Override
    public Object fromBinary(final byte[] bytes, final String manifest) throws NotSerializableException {
        return serializer().fromBinary(bytes, manifest);
    }
}
