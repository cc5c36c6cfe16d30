/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.apache.pekko.serialization.jackson.JacksonCborSerializer;
import org.apache.pekko.serialization.jackson.JacksonJsonSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonOnDemandTest {

    /** What an application may send. */
    record Order(int number, String article) {}

    private final ActorSystem daemons = system("totemic-daemon.conf");
    private final ActorSystem usual = system("no-such.conf");

    @AfterEach
    void end() {
        daemons.terminate();
        usual.terminate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jackson-json", "jackson-cbor", "jackson-cbor-264"})
    void shouldWriteAndReadAsTheSerializerItStandsFor(final String name) throws Exception {
        final Order order = new Order(7, "screws");
        final Serializer onDemand = serializer(daemons, name);
        final Serializer original = serializer(usual, name);
        final byte[] written = onDemand.toBinary(order);
        final String manifest = Serializers.manifestFor(onDemand, order);

        assertThat(onDemand).isInstanceOf(JacksonOnDemand.class);
        assertThat(original).isInstanceOfAny(JacksonJsonSerializer.class, JacksonCborSerializer.class);
        assertThat(onDemand.identifier()).isEqualTo(original.identifier());
        assertThat(manifest).isEqualTo(Serializers.manifestFor(original, order));
        assertThat(written).isEqualTo(original.toBinary(order));
        assertThat(SerializationExtension.get(daemons)
                        .deserialize(original.toBinary(order), onDemand.identifier(), manifest)
                        .get())
                .isEqualTo(order);
    }

    private static ActorSystem system(final String file) {
        final Config config = ConfigFactory.parseString(
                        "pekko.serialization.jackson.allowed-class-prefix = [\"io.totemic.daemon\"]")
                .withFallback(ConfigFactory.parseResources(JacksonOnDemand.class.getClassLoader(), file))
                .withFallback(ConfigFactory.load());
        return ActorSystem.create("serializers", config);
    }

    private static Serializer serializer(final ActorSystem system, final String name) {
        final Serialization serialization = SerializationExtension.get(system);
        final int identifier = system.settings().config().getInt("pekko.actor.serialization-identifiers." + name);
        return serialization.serializerByIdentity().apply(identifier);
    }
}
