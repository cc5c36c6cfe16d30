/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AllocationSamplerTest {

    @Test
    void shouldGiveAnAllocationToTheFirstFrameThatIsNotOfTheJdk() {
        assertThat(AllocationSampler.ownerOf(List.of(
                        "java.util.Arrays",
                        "io.totemic.protocol.codec.FrameCodec",
                        "org.apache.pekko.actor.ActorCell")))
                .isEqualTo("Totemic");
        assertThat(AllocationSampler.ownerOf(List.of("scala.collection.immutable.List", "io.totemic.Totemic")))
                .isEqualTo("Pekko");
        assertThat(AllocationSampler.ownerOf(List.of("org.agrona.concurrent.UnsafeBuffer")))
                .isEqualTo("Aeron");
        assertThat(AllocationSampler.ownerOf(List.of("io.totemic.benchmarks.SequenceWriter")))
                .isEqualTo("benchmark");
        assertThat(AllocationSampler.ownerOf(List.of("java.lang.Thread"))).isEqualTo("JDK");
    }

    @Test
    void shouldKnowWhatTheRecorderAllocatesForUs() {
        assertThat(AllocationSampler.isOfSampling(
                        List.of("jdk.jfr.Recording", "io.totemic.benchmarks.AllocationSampler")))
                .isTrue();
        assertThat(AllocationSampler.isOfSampling(List.of("jdk.jfr.internal.Repository")))
                .isFalse();
    }
}
