/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PekkoManifestsTest {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final ClassLoader usual = PekkoManifests.class.getClassLoader();
    private final ClassLoader loader = new PekkoManifests(usual);

    @Test
    void shouldHaveTheManifestsOfPekkoAndNoOthers() throws IOException {
        assertThat(manifests(usual)).anyMatch(url -> url.toString().contains("/bcprov-"));
        assertThat(manifests(loader))
                .anyMatch(url -> url.toString().contains("/pekko-actor_"))
                .anyMatch(url -> url.toString().contains("/pekko-http_"))
                .allMatch(url -> url.toString().contains("/pekko-"));
    }

    @Test
    void shouldHaveTheClassesAndTheOtherResourcesOfItsParent() throws Exception {
        assertThat(loader.loadClass(RunningNode.class.getName())).isSameAs(RunningNode.class);
        assertThat(Collections.list(loader.getResources("reference.conf")))
                .isEqualTo(Collections.list(usual.getResources("reference.conf")));
    }

    private static List<URL> manifests(final ClassLoader of) throws IOException {
        return Collections.list(of.getResources(MANIFEST));
    }
}
