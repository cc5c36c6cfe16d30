/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.List;
import java.util.Optional;

/**
 * What became of a configuration text: either problems or a configuration, and notices in both cases.
 *
 * @param problems all mistakes in the order of their lines, those of the whole file last; empty if the text is accepted
 * @param notices what was read without effect, in the order of the lines
 * @param config the settings; present exactly if there are no problems
 */
public record ParsedConfig(List<ConfigProblem> problems, List<ConfigNotice> notices, Optional<ClusterConfig> config) {

    public ParsedConfig {
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
        if (problems.isEmpty() != config.isPresent()) {
            throw new IllegalArgumentException("a parsed configuration has either problems or settings");
        }
    }

    /**
     * The settings.
     *
     * @throws ConfigException with all problems, if there are any
     */
    public ClusterConfig orThrow() {
        return config.orElseThrow(() -> new ConfigException(problems));
    }
}
