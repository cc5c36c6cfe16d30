/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Messages as bytes and back. */
class SerializedPayloadsTest {

    record Order(String item, int count, List<Double> prices) {}

    record Asking(String question, ActorRef<String> replyTo) {}

    record Bound(String text) {}

    record BoundAsking(ActorRef<String> replyTo) {}

    /** What Jackson asks has no answer. */
    static final class Broken {
        private final List<Integer> answers = List.of();

        public int getAnswer() {
            return answers.get(0);
        }
    }

    /** A user's own serializer. */
    public static final class BoundSerializer extends SerializerWithStringManifest {

        @Override
        public int identifier() {
            return 4711;
        }

        @Override
        public String manifest(final Object message) {
            return "b1";
        }

        @Override
        public byte[] toBinary(final Object message) {
            return message instanceof BoundAsking asking
                    ? asking.replyTo()
                            .path()
                            .toStringWithAddress(asking.replyTo().path().address())
                            .getBytes(StandardCharsets.UTF_8)
                    : ((Bound) message).text().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Object fromBinary(final byte[] bytes, final String manifest) throws NotSerializableException {
            if (!manifest.equals("b1")) {
                throw new NotSerializableException(manifest);
            }
            return new Bound(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private static final ActorSystem<String> SYSTEM = ActorSystem.create(
            Behaviors.ignore(),
            "payloads",
            ConfigFactory.parseMap(Map.of(
                            "pekko.actor.serializers.bound",
                            BoundSerializer.class.getName(),
                            "pekko.actor.serialization-bindings.\"" + Bound.class.getName() + "\"",
                            "bound",
                            "pekko.actor.serialization-bindings.\"" + BoundAsking.class.getName() + "\"",
                            "bound"))
                    .withFallback(ConfigFactory.load()));

    @AfterAll
    static void terminate() {
        SYSTEM.terminate();
    }

    private static <T> PayloadCodec<T> codec(final Class<T> type) {
        return new SerializedPayloads<>(SYSTEM, type);
    }

    @Test
    void shouldWriteWhatPekkoHasNoSerializerForAsCbor() {
        final Order order = new Order("nails", 500, List.of(0.01, 0.02));
        final byte[] payload = codec(Order.class).encode(order);

        assertThat(payload[0]).isEqualTo((byte) 1);
        assertThat(codec(Order.class).decode(payload)).isEqualTo(order);
    }

    @Test
    void shouldTakeTheSerializerThatIsBound() {
        final byte[] payload = codec(Bound.class).encode(new Bound("hello"));

        assertThat(payload)
                .startsWith(2, 0, 0, 4711 >> 8, 4711 & 0xFF, 0, 2, 'b', '1')
                .endsWith('h', 'e', 'l', 'l', 'o');
        assertThat(codec(Bound.class).decode(payload)).isEqualTo(new Bound("hello"));
    }

    @Test
    void shouldHaveAPlaceForPlainThings() {
        assertThat(codec(String.class).decode(codec(String.class).encode("text")))
                .isEqualTo("text");
        assertThat(codec(Long.class).decode(codec(Long.class).encode(7L))).isEqualTo(7L);
    }

    /** A reference ends at its actor system: at another member it would mean nothing, or somebody else. */
    @Test
    void shouldRefuseActorReferences() {
        assertThatThrownBy(() -> codec(Asking.class).encode(new Asking("why", SYSTEM)))
                .isInstanceOf(UnsendableMessageException.class)
                .hasMessageContaining("ActorRef")
                .hasMessageContaining(Asking.class.getName());
        assertThatThrownBy(() -> codec(BoundAsking.class).encode(new BoundAsking(SYSTEM)))
                .isInstanceOf(UnsendableMessageException.class)
                .hasMessageContaining("ActorRef");
    }

    @Test
    void shouldRefuseWhatCannotBeWritten() {
        assertThatThrownBy(() -> codec(Broken.class).encode(new Broken()))
                .isInstanceOf(UnsendableMessageException.class)
                .hasMessageContaining(Broken.class.getName())
                .hasMessageContaining("out of bounds");
    }

    /** Whatever comes, it is a message or unreadable. */
    @Test
    void shouldSayWhatItCannotRead() {
        final byte[] order = codec(Order.class).encode(new Order("nails", 1, List.of()));
        final byte[] bound = codec(Bound.class).encode(new Bound("x"));
        final byte[] otherManifest = bound.clone();
        otherManifest[7] = 'c';

        for (int length = 0; length < order.length; length++) {
            assertUnreadable(Order.class, Arrays.copyOf(order, length));
        }
        assertUnreadable(Order.class, new byte[] {3, 1});
        assertUnreadable(Order.class, bound);
        assertUnreadable(Bound.class, otherManifest);
        assertUnreadable(Bound.class, new byte[] {2, 0, 0, 0, 1, 0, 99});
        assertUnreadable(Bound.class, new byte[] {2, 127, 0, 0, 1, 0, 0});
        assertUnreadable(Long.class, codec(String.class).encode("text"));
    }

    private static void assertUnreadable(final Class<?> type, final byte[] payload) {
        assertThatThrownBy(() -> codec(type).decode(payload)).isInstanceOf(UnreadableMessageException.class);
    }
}
