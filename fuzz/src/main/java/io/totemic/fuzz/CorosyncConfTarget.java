/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.fuzz;

import io.totemic.config.CorosyncConfParser;
import io.totemic.config.ParsedConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts of corosync.conf. */
final class CorosyncConfTarget implements FuzzTarget {

    @Override
    public boolean decode(final byte[] input) {
        final ParsedConfig parsed =
                CorosyncConfParser.parse("corosync.conf", new String(input, StandardCharsets.UTF_8));
        parsed.problems().forEach(problem -> Expect.that(!problem.toString().isEmpty(), "a problem has a text"));
        parsed.notices().forEach(notice -> Expect.that(!notice.toString().isEmpty(), "a notice has a text"));
        parsed.config().ifPresent(config -> Expect.that(!config.toString().isEmpty(), "settings have a text"));
        return parsed.config().isPresent();
    }

    @Override
    public List<byte[]> seeds() {
        return List.of("""
                totem {
                    version: 2
                    cluster_name: orders
                    secauth: off
                    token: 1000
                    interface {
                        linknumber: 0
                        bindnetaddr: 10.0.0.0
                    }
                }
                nodelist {
                    node {
                        nodeid: 1
                        name: one
                        ring0_addr: 127.0.0.1
                        quorum_votes: 2
                    }
                    node {
                        nodeid: 2
                        ring0_addr: 127.0.0.2
                    }
                }
                """.getBytes(StandardCharsets.UTF_8), """
                # all sections
                totem {
                    version: 2
                    crypto_cipher: aes256
                    crypto_hash: sha256
                    keyfile: /etc/corosync/authkey
                    token_retransmits_before_loss_const: 10
                }
                nodelist {
                    node {
                        nodeid: 1
                        ring0_addr: 127.0.0.1
                    }
                }
                quorum {
                    provider: corosync_votequorum
                    expected_votes: 1
                    wait_for_all: 0
                }
                logging {
                    to_stderr: yes
                    logger_subsys {
                        subsys: TOTEM
                        debug: on
                    }
                }
                system {
                    state_dir: /tmp
                }
                """.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int longestInputBytes() {
        return 8 * 1024;
    }

    @Override
    public AllocationBound bound() {
        return new AllocationBound(1L << 20, 1000);
    }
}
