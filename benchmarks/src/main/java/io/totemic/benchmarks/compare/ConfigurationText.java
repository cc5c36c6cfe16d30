/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare;

import io.totemic.benchmarks.NamespaceLab;
import io.totemic.protocol.crypto.ClusterKey;
import java.util.List;

/** The {@code corosync.conf} of a ring: of Totemic and of Corosync alike but for encryption and transport. */
final class ConfigurationText {

    private static final int PORT = 5405;

    private ConfigurationText() {}

    /** For Totemic, with further lines of section totem. */
    static String totemic(final Setting setting, final List<String> lines) {
        final StringBuilder totem = new StringBuilder();
        if (setting.isEncrypted()) {
            // No secret: whoever can read the benchmark's directory may know it.
            line(totem, "crypto_cipher: aes256");
            line(totem, "key: " + "b".repeat(ClusterKey.SECRET_MIN_BYTES));
        } else {
            line(totem, "secauth: off");
        }
        lines.forEach(each -> line(totem, each));
        return text(totem, setting.nodes(), "to_stderr: on\n    to_logfile: off");
    }

    /** For Corosync; knet finds the MTU of its links by itself. */
    static String corosync(
            final String transport, final Setting setting, final List<String> lines, final String logFile) {
        final StringBuilder totem = new StringBuilder();
        line(totem, "transport: " + transport);
        line(totem, "ip_version: ipv4");
        line(totem, "crypto_cipher: " + (setting.isEncrypted() ? "aes256" : "none"));
        line(totem, "crypto_hash: " + (setting.isEncrypted() ? "sha256" : "none"));
        if (!transport.equals("knet")) {
            line(totem, "netmtu: " + setting.mtuBytes());
        }
        lines.forEach(each -> line(totem, each));
        return text(totem, setting.nodes(), "to_stderr: no\n    to_logfile: yes\n    logfile: " + logFile);
    }

    private static void line(final StringBuilder text, final String line) {
        text.append("    ").append(line).append('\n');
    }

    private static String text(final StringBuilder totem, final int nodes, final String logging) {
        final StringBuilder text = new StringBuilder(1024);
        // Corosync over knet forms rings anew by itself with shorter time-outs on a small machine.
        text.append("totem {\n    version: 2\n    cluster_name: compare\n    token: 1000\n    token_coefficient: 0\n")
                .append(totem)
                .append("    interface {\n        linknumber: 0\n        mcastport: ")
                .append(PORT)
                .append("\n    }\n}\n\nquorum {\n    provider: corosync_votequorum\n}\n\nlogging {\n    ")
                .append(logging)
                .append("\n    to_syslog: off\n    timestamp: hires\n}\n\nnodelist {\n");
        for (int node = 1; node <= nodes; node++) {
            text.append("    node {\n        nodeid: ").append(node);
            text.append("\n        name: n").append(node);
            text.append("\n        ring0_addr: ")
                    .append(NamespaceLab.address(node))
                    .append("\n    }\n");
        }
        return text.append("}\n").toString();
    }
}
