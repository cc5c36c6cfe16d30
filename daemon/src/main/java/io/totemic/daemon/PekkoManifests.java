/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;

/**
 * The classes and resources of its parent, but of all manifests only those of Pekko's jars. When an actor system starts, Pekko reads
 * every manifest of the class path to compare the versions of its own modules; Bouncy Castle's is signed and names six thousand
 * files, and reading it means checking that.
 */
final class PekkoManifests extends ClassLoader {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    PekkoManifests(final ClassLoader parent) {
        super(parent);
    }

    @Override
    public Enumeration<URL> getResources(final String name) throws IOException {
        final Enumeration<URL> all = super.getResources(name);
        return name.equals(MANIFEST)
                ? Collections.enumeration(Collections.list(all).stream()
                        .filter(PekkoManifests::isOfPekko)
                        .toList())
                : all;
    }

    private static boolean isOfPekko(final URL manifest) {
        return manifest.toString().contains("/pekko-");
    }
}
