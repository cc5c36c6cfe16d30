/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.util.ArrayList;
import java.util.List;

/** The rows of the catalogue as text, so that they can be read and compared like the tables they are. */
final class KeyTable {

    /** Path, then why the section has no effect; nothing there if it has one. */
    private static final String SECTIONS = """
            totem |
            totem.interface |
            totem.interface.member | members come from nodelist
            nodelist |
            nodelist.node |
            quorum |
            quorum.device |
            quorum.device.net | quorum devices are not supported in this version
            quorum.device.heuristics | quorum devices are not supported in this version
            logging |
            logging.logger_subsys |
            logging.logging_daemon | there are no other daemons whose log could be set here
            system |
            totemic |
            uidgid | clients do not connect over local sockets, so there are no users to admit
            resources | the watchdog service does not exist in this version
            resources.system | the watchdog service does not exist in this version
            resources.system.memory_used | the watchdog service does not exist in this version
            resources.process | the watchdog service does not exist in this version
            resources.process.memory_used | the watchdog service does not exist in this version
            nozzle | there is no knet, so there is no virtual network interface
            pload | the load-test service does not exist in this version
            qb | clients do not connect over local sockets
            """;

    /** Name, type, unit, default, range or words, effect; a line in brackets opens a section. */
    private static final String EFFECTIVE = """
            [totem]
            version | u32 | | | 2..2 | Version of the file format. Must be written.
            cluster_name | string | | | | Name of the cluster. The default multicast address is made from it.
            token | u32 | ms | 3000 | 0, 1..1000000000 | Time without a token after which it counts as lost; each node beyond the second adds token_coefficient. The effective value must be at least 30 ms. Too small: a short pause of a node or of the network breaks the ring. Too large: a failed node is noticed late.
            token_coefficient | u32 | ms | 650 | 0..1000000000 | Added to token for each node beyond the second. Too small: large rings lose tokens under load. Too large: a failed node is noticed late.
            token_warning | u32 | % | 75 | 0..100 | Share of the effective token timeout after which a late token is logged; 0 switches it off. Too small: many log lines. Too large: no early warning.
            token_retransmits_before_loss_const | u32 | | 4 | 0, 1..2147483647 | How often a token is sent again before it counts as lost. Too small: one lost datagram can break the ring. Too large: needless datagrams, and token_retransmit falls under its minimum.
            token_retransmit | u32 | ms | token / (token_retransmits_before_loss_const + 0.2) | 0, 30..1000000000 | Time after which a token is sent again. Too small: needless datagrams. Too large: a lost token is not sent again in time.
            hold | u32 | ms | 0.8 * token_retransmit - 10 | 0, 14..1000000000 | Time for which the token of an idle ring is held; must be less than the effective token timeout. Too small: an idle ring uses processor time. Too large: tokens are sent again needlessly.
            join | u32 | ms | 50 | 0, 30..1000000000 | Pause before a JOIN frame is repeated while consensus is sought, and a quarter of the longest such pause. Too small: many frames. Too large: a ring forms slowly.
            send_join | u32 | ms | 0 | 0..1000000000 | Upper bound of a random delay before each JOIN. Too small: in a large ring all nodes send at once. Too large: a ring forms slowly.
            consensus | u32 | ms | 1.2 * token | 0, 30..1200000000 | Time to reach consensus before a new round of GATHER; must be at least join, and should be at least 1.2 * token. Too small: rings form in needless rounds. Too large: a ring without a failed node forms late.
            merge | u32 | ms | 200 | 0, 30..1000000000 | Idle time before a ring looks for others. Too small: needless frames. Too large: a healed network is noticed late.
            fail_recv_const | u32 | token visits | 2500 | 0, 1..2147483647 | Token visits without receiving expected messages before a node counts as failed. Too small: a slow node is expelled. Too large: a deaf node stops the ring for long.
            seqno_unchanged_const | u32 | rotations | 30 | 0, 1..2147483647 | Rotations without messages before the token is held. Too small: short gaps in the load cost latency. Too large: an idle ring uses processor time for longer.
            heartbeat_failures_allowed | u32 | | 0 | 0..2147483647 | So often the token may be late by token_retransmit, and once by max_network_delay, after this node passed it on; then it counts as lost before the token timeout. 0 switches this heartbeat off, and it is off if its timeout is not less than that of the token. Too small: a busy network breaks the ring. Too large: no effect.
            max_network_delay | u32 | ms | 50 | 0, 30..1000000000 | Delay of the network that the heartbeat allows for. Too small: a slow network breaks the ring. Too large: the heartbeat notices late.
            window_size | u32 | messages | 50 | 0, 1..16382 | Messages of the whole ring in one rotation; with max_messages less than 16384. Too small: little throughput. Too large: receive buffers overflow and messages are sent again.
            max_messages | u32 | messages | 17 | 0, 1..16382 | Messages of one node in one token visit. Too small: little throughput of a single sender. Too large: receive buffers overflow and other nodes wait.
            accelerated_window | u32 | messages | 17 | 0..16382 | Of the messages of a visit so many leave behind the token; 0 is the ring of Corosync. A key of Totemic. Too large: the next node waits for messages that it has been told of.
            miss_count_const | u32 | token visits | 5 | 0, 1..2147483647 | Token visits before a missing message is requested again. Too small: messages that are only late are sent again. Too large: a lost message is repaired late.
            netmtu | u32 | bytes | 29620 | 0, 256..65536 | Budget of one frame; on links of 1500 bytes IP splits the default into twenty full packets. Too small: more frames for the same messages, and each costs the same. Too large: one lost part loses all.
            cancel_token_hold_on_retransmit | bool | | no | yes, on, 1, no, off, 0 | Whether a requested retransmission ends the hold of the token.
            secauth | bool | | on | yes, on, 1, no, off, 0 | Whether frames are encrypted and authenticated. A node without a key starts only if off is written; then anybody who can send to it can do anything to the cluster.
            crypto_cipher | string | | aes256 | aes256, chacha20 | Cipher of the frames: AES-256-GCM or ChaCha20-Poly1305; the same on all nodes. aes192 and aes128 are taken as aes256; any other is refused, none too unless secauth is off.
            crypto_hash | string | | sha256 | sha256, sha384, sha512 | Has no effect on the frames, which the tag of their cipher authenticates; md5, sha1 and any other are refused, none too unless secauth is off.
            crypto_model | string | | jdk | jdk, bouncycastle | Whose ciphers are used; nodes of one ring may differ. jdk uses the processor's instructions, bouncycastle takes about twenty times as long. nss, openssl and gcrypt are taken as jdk.
            keyfile | string | | /etc/corosync/authkey | | Path of the file with the key, 128 to 4096 bytes as totemic keygen or corosync-keygen makes it; the same on all nodes, readable for its owner only.
            key | string | | | | The key itself, 128 to 4096 bytes; keyfile comes first. Whoever may read the configuration knows it.
            transport | word | | | knet, udpu, udp | Accepted so that files can be kept; frames travel over Aeron UDP whatever is written.

            [totem.interface]
            linknumber | u8 | | 0 | 0..7 | Link that the section describes; only link 0 is used.
            ringnumber | u8 | | 0 | 0..7 | Old name of linknumber; taken as link number.
            mcastport | u16 | | 5405 | 1..65535 | UDP port of the node; the same on all nodes.
            mcastaddr | string | | 239.192.x.y, from cluster_name | | IPv4 multicast group of message frames, used with totemic.data_destination: multicast; an even last octet is raised by one, which the transport needs.

            [nodelist.node]
            nodeid | u32 | | | 1..4294967295 | Identity of the node, unique in the list. Must be written.
            name | string | | | | Host name of the node.
            ring0_addr | string | | | | IP address or host name of the node on link 0, unique in the list. Must be written.
            ringX_addr | string | | | | The same on link X, 1 to 7; kept, but only link 0 is used.
            quorum_votes | u32 | votes | 1 | 0..1000000 | Votes of the node. Too small: the node does not count. Too large: the others cannot be quorate without it.

            [quorum]
            provider | word | | | corosync_votequorum | it is the only quorum provider
            expected_votes | u32 | votes | sum of quorum_votes | 0..386000000 | Votes of the complete cluster; 0 as if absent. Too small: two parts can be quorate at once. Too large: no part is ever quorate.
            votes | u32 | votes | 1 | 0..1000000 | Votes of this node if it has no entry in the node list. Too small or too large: as quorum_votes.
            two_node | u8 | | 0 | 0..255 | Other than 0: one of two nodes alone stays quorate; expected votes must be 2.
            wait_for_all | u8 | | as two_node | 0..255 | Other than 0: the cluster is quorate only after all nodes were seen at once.
            last_man_standing | u8 | | 0 | 0..255 | Other than 0: some time after nodes went, only those that are left are expected. Not for nodes with more than 1 vote.
            last_man_standing_window | u32 | ms | 10000 | 0..1000000000 | That time. Too small: a node that comes back soon is counted out. Too large: the next failure comes before it.
            auto_tie_breaker | u8 | | 0 | 0..255 | Other than 0: of two halves with equal votes one is quorate. With an odd number of votes only with wait_for_all.
            auto_tie_breaker_node | string | | lowest | | Which one: that of the lowest or of the highest node of the last quorate configuration, or that of the first node of a list of ids, separated by blanks, that is there.
            allow_downscale | u8 | | 0 | 0..255 | Other than 0: a node that leaves in good order takes its votes out of the expected ones. Switches expected_votes_tracking on.
            expected_votes_tracking | u8 | | 0 | 0..255 | Other than 0: the most votes ever expected are kept on disk, and expected after a restart.

            [quorum.device]
            model | string | | | | A word, and a quorum device is expected to vote. There is no such device in this version, so nobody casts its votes.
            votes | u32 | votes | votes of all nodes but one | 0..1000000 | Votes of the device.
            timeout | u32 | ms | 10000 | 0, 1..1000000000 | Longest time between two polls of the device. Too small: one late poll takes its votes away. Too large: a dead device votes on.
            sync_timeout | u32 | ms | 30000 | 0, 1..1000000000 | Longest time that a change of membership waits for the device. Too small: a change is decided without it. Too large: a dead device holds it up.

            [logging]
            to_stderr | bool | | yes | yes, on, 1, no, off, 0 | Whether log lines go to standard error.
            to_logfile | bool | | no | yes, on, 1, no, off, 0 | Whether log lines go to logfile.
            logfile | string | | | | Path of the log file.
            to_syslog | bool | | yes | yes, on, 1, no, off, 0 | Whether log lines go to syslog.
            debug | word | | off | on, off, trace | Whether debug lines are written; trace is taken as on.
            timestamp | word | | hires | on, off, hires | Whether log lines begin with the time; hires is taken as on.

            [logging.logger_subsys]
            subsys | string | | | | Tag of the subsystem that the section is about. Must be written.
            debug | word | | off | on, off, trace | Whether its debug lines are written; trace is taken as on.

            [system]
            state_dir | string | | | | Directory of the ring-id file.

            [totemic]
            idle_strategy | word | | waiting | waiting, yielding, backoff, parking, busy_spin | What the ring loop does when it has nothing to do: waiting yields a few times, then sleeps until a frame comes; busy_spin has the least latency and takes a core for each node; parking takes the least processor time.
            fencing | word | | none | none, external | Whether something outside cuts off nodes that were lost, which some options of quorum rely on; written to acknowledge their warnings.
            data_destination | word | | multi_destination | multi_destination, multicast | Whether a message frame is sent once to each node or once to a multicast group.
            aeron_dir | string | | | | Directory of the media driver; empty for a directory of its own.
            """;

    /** Name, type, range or words (empty: that of the type), why; a line in brackets opens a section. */
    private static final String RECOGNISED = """
            [totem]
            config_version | u64 | | versions of the file are not compared between nodes in this version
            nodeid | u32 | | obsolete; ids come from nodelist.node
            threads | u32 | | obsolete; there are no encryption threads
            clear_node_high_bit | string | | obsolete; ids are always written, never made from addresses
            rrp_mode | string | | obsolete; there is no redundant ring protocol
            rrp_problem_count_timeout | u32 | | obsolete; there is no redundant ring protocol
            rrp_problem_count_threshold | u32 | | obsolete; there is no redundant ring protocol
            rrp_problem_count_mcast_threshold | u32 | | obsolete; there is no redundant ring protocol
            rrp_token_expired_timeout | u32 | | obsolete; there is no redundant ring protocol
            rrp_autorecovery_check_timeout | u32 | | obsolete; there is no redundant ring protocol
            vsftype | string | | obsolete; there is no filter before votequorum
            downcheck | u32 | 0, 30..1000000000 | the transport keeps its socket when an interface goes, and needs no check to use it again
            ip_version | word | ipv4, ipv6, ipv4-6, ipv6-4 | addresses are resolved by the JVM
            ip_dscp | string | | the transport does not mark its datagrams
            block_unlisted_ips | bool | | frames of unknown nodes are always dropped
            link_mode | word | passive, active, rr | only link 0 is used
            knet_pmtud_interval | u32 | | there is no knet
            knet_mtu | u32 | | there is no knet
            knet_compression_model | string | | there is no knet
            knet_compression_threshold | u32 | | there is no knet
            knet_compression_level | i32 | | there is no knet

            [totem.interface]
            bindnetaddr | string | | addresses come from nodelist.node
            broadcast | string | | the transport has no broadcast
            ttl | u8 | | the transport's own time to live is used
            knet_link_priority | u8 | | there is no knet
            knet_ping_interval | u32 | | there is no knet
            knet_ping_timeout | u32 | | there is no knet
            knet_ping_precision | u32 | | there is no knet
            knet_pong_count | u32 | | there is no knet
            knet_transport | string | | there is no knet

            [quorum]
            cancel_wait_for_all | u8 | | a command, not a setting; ask the running node for it
            leaving_timeout | u32 | | obsolete; Corosync reads it and does not use it

            [quorum.device]
            master_wins | u8 | | Corosync reads it and does not use it

            [logging]
            fileline | string | | the log layout is fixed
            function_name | string | | the log layout is fixed
            syslog_facility | string | | the facility is fixed
            syslog_priority | string | | all lines that are logged go to syslog
            logfile_priority | string | | all lines that are logged go to the file
            blackbox | string | | there is no blackbox
            tags | string | | obsolete; there are no trace tags

            [logging.logger_subsys]
            to_stderr | string | | targets are set for all subsystems at once
            to_logfile | string | | targets are set for all subsystems at once
            to_syslog | string | | targets are set for all subsystems at once
            logfile | string | | targets are set for all subsystems at once
            logfile_priority | string | | targets are set for all subsystems at once
            syslog_facility | string | | targets are set for all subsystems at once
            syslog_priority | string | | targets are set for all subsystems at once
            tags | string | | obsolete; there are no trace tags

            [system]
            qb_ipc_type | word | native, shm, socket | clients do not connect over local sockets
            sched_rr | word | yes, no | the JVM does not set the scheduling of its threads
            priority | string | | the JVM does not set the scheduling of its threads
            move_to_root_cgroup | word | yes, no, auto | the JVM does not move itself between control groups
            allow_knet_handle_fallback | word | yes, no | there is no knet
            """;

    private KeyTable() {}

    static List<ConfigSection> sections() {
        final List<ConfigSection> sections = new ArrayList<>();
        SECTIONS.lines()
                .map(KeyTable::cells)
                .forEach(cells -> sections.add(new ConfigSection(cells.get(0), cells.get(1))));
        return List.copyOf(sections);
    }

    static List<ConfigKey> keys() {
        final List<ConfigKey> keys = new ArrayList<>();
        String section = "";
        for (final String row : EFFECTIVE.lines().toList()) {
            if (row.startsWith("[")) {
                section = row.substring(1, row.length() - 1);
            } else if (!row.isEmpty()) {
                final List<String> cells = cells(row);
                final ConfigType type = ConfigType.of(cells.get(1));
                keys.add(new ConfigKey(
                        section, cells.get(0), type, cells.get(2), cells.get(3), cells.get(4), cells.get(5), true));
            }
        }
        for (final String row : RECOGNISED.lines().toList()) {
            if (row.startsWith("[")) {
                section = row.substring(1, row.length() - 1);
            } else if (!row.isEmpty()) {
                final List<String> cells = cells(row);
                final ConfigType type = ConfigType.of(cells.get(1));
                final String range = cells.get(2).isEmpty() ? type.wholeRange() : cells.get(2);
                keys.add(new ConfigKey(section, cells.get(0), type, "", "", range, cells.get(3), false));
            }
        }
        return List.copyOf(keys);
    }

    private static List<String> cells(final String row) {
        return List.of(row.split("\\|", -1)).stream().map(String::strip).toList();
    }
}
