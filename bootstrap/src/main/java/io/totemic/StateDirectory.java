/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic;

import io.totemic.config.ClusterConfig;
import io.totemic.protocol.NodeId;
import java.nio.file.Path;

/** Where a node keeps what outlives it. */
public final class StateDirectory {

    private StateDirectory() {}

    /** {@code system.state_dir}, else that of the service, else one of the node below the working directory. */
    public static Path of(final ClusterConfig config, final NodeId self) {
        final String configured = config.system().stateDir();
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        final String fromService = System.getenv("STATE_DIRECTORY");
        return fromService != null && !fromService.isEmpty()
                ? Path.of(fromService)
                : Path.of("totemic-state", self.toString());
    }
}
