/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.totemic.TotemicSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an actor system is configured with. The parser is Typesafe's; what we make of its result is ours. */
final class HoconTarget implements FuzzTarget {

    /** Includes nothing: an input must not name files and addresses that are then read. */
    private static final ConfigParseOptions ALONE = ConfigParseOptions.defaults()
            .setIncluder(new ConfigIncluder() {
                @Override
                public ConfigIncluder withFallback(final ConfigIncluder fallback) {
                    return this;
                }

                @Override
                public ConfigObject include(final ConfigIncludeContext context, final String what) {
                    return ConfigFactory.empty().root();
                }
            });

    private final Config reference = ConfigFactory.parseResources(
                    TotemicSettings.class.getClassLoader(), "reference.conf")
            .withOnlyPath("totemic");

    @Override
    public boolean decode(final byte[] input) {
        try {
            final Config parsed = ConfigFactory.parseString(new String(input, StandardCharsets.UTF_8), ALONE)
                    .withFallback(reference)
                    .resolve();
            return !TotemicSettings.of(parsed).toString().isEmpty();
        } catch (final com.typesafe.config.ConfigException | io.totemic.config.ConfigException told) {
            Expect.that(told.getMessage() != null, "an error has a message");
            return false;
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of("""
                totemic {
                  node-id = 1
                  cluster {
                    totem { secauth = off, token = 1000, cluster_name = orders }
                    quorum { provider = corosync_votequorum }
                    nodelist {
                      node = [
                        { nodeid = 1, ring0_addr = "127.0.0.1" }
                        { nodeid = 2, ring0_addr = "127.0.0.2" }
                      ]
                    }
                  }
                  groups { credit = 8 MiB, stall = 10 s }
                }
                """.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int longestInputBytes() {
        // Typesafe's parser calls itself for each bracket: some thousands of them are too many for the stack, which is
        // not ours to mend.
        return 2048;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(8L << 20, 20_000);
    }
}
