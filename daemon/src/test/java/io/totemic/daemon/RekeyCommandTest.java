/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.totemic.Keys;
import io.totemic.StateDirectory;
import io.totemic.config.ClusterConfig;
import io.totemic.protocol.KeyStatus;
import io.totemic.protocol.KeyStatus.MemberKeys;
import io.totemic.protocol.KeyStatus.NodeKeys;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.crypto.ClusterKey;
import io.totemic.protocol.message.KeyState;
import io.totemic.totem.keys.core.KeyChange;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command of the operator and the desk of the node, with the state directory between them. */
class RekeyCommandTest {

    private static final int OLD = 0x00A1;
    private static final int NEW = 0x00B2;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeKeys keys = new FakeKeys();
    private Path configFile;
    private ClusterConfig config;

    /** Says what it is told to say, and remembers what it was asked. */
    private static final class FakeKeys implements Keys {
        private final List<String> asked = new ArrayList<>();
        private List<Integer> live = List.of(OLD, NEW);
        private KeyChange answer = new KeyChange.Made(new KeyState(1, NEW, 0), NodeSet.of(NodeId.of(2)));

        @Override
        public synchronized CompletionStage<KeyStatus> status() {
            return CompletableFuture.completedFuture(new KeyStatus(
                    true,
                    new KeyState(1, NEW, 0),
                    live,
                    List.of(
                            new NodeKeys(NodeId.of(1), Optional.of(new MemberKeys(new KeyState(1, NEW, 0), live))),
                            new NodeKeys(NodeId.of(2), Optional.empty()))));
        }

        private synchronized CompletionStage<KeyChange> answer(final String question) {
            asked.add(question);
            return CompletableFuture.completedFuture(answer);
        }

        @Override
        public CompletionStage<KeyChange> load(final ClusterKey key) {
            return answer("load " + ClusterKey.idText(key.keyId()));
        }

        @Override
        public CompletionStage<KeyChange> activate(final int keyId) {
            return answer("activate " + ClusterKey.idText(keyId));
        }

        @Override
        public CompletionStage<KeyChange> retire(final int keyId) {
            return answer("retire " + ClusterKey.idText(keyId));
        }
    }

    @BeforeEach
    void writeConfig() throws IOException {
        configFile = directory.resolve("corosync.conf");
        Files.writeString(configFile, """
                totem {
                    version: 2
                    cluster_name: rekeyed
                    keyfile: %s
                }
                system {
                    state_dir: %s
                }
                nodelist {
                    node {
                        nodeid: 1
                        ring0_addr: 127.0.0.1
                    }
                    node {
                        nodeid: 2
                        ring0_addr: 192.0.2.2
                    }
                }
                """.formatted(directory.resolve("authkey"), directory));
        config = ClusterConfig.load(configFile);
        Files.createDirectories(StateDirectory.of(config, NodeId.of(1)));
    }

    @Test
    void shouldTellHowFarEachNodeIs() {
        assertThat(withDesk("status")).isZero();

        assertThat(out.toString()).isEqualTo("""
                activation 1
                  node 1 seals with 00b2, has loaded 00a1 00b2
                  node 2 is not heard
                """);
    }

    @Test
    void shouldAskForTheKeyThatAStepMeans() throws IOException {
        final Path next = directory.resolve("authkey.next");
        Files.write(next, new byte[128]);
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("r--------"));

        for (final String step : new String[] {"load", "activate", "rollback", "retire"}) {
            assertThat(withDesk(step)).as(step).isZero();
        }

        assertThat(keys.asked)
                .containsExactly(
                        "load " + ClusterKey.idText(new ClusterKey(new byte[128]).keyId()),
                        "activate 00b2",
                        "activate 00a1",
                        "retire 00a1");
        assertThat(out.toString().lines())
                .hasSize(4)
                .allMatch(line -> line.equals("activation 1, frames are sealed with key 00b2; not heard: nodes 2"));
    }

    @Test
    void shouldEndWithTheStatusOfTheAnswer() {
        keys.answer = new KeyChange.Refused("nodes 3 have not loaded key 00b2");
        assertThat(withDesk("activate")).isEqualTo(ExitStatus.FAILED);
        assertThat(err.toString()).isEqualTo("refused: nodes 3 have not loaded key 00b2\n");

        keys.answer = new KeyChange.TryAgain("a configuration is on its way");
        assertThat(withDesk("activate")).isEqualTo(ExitStatus.FATAL);
        assertThat(err.toString()).endsWith("try again: a configuration is on its way\n");
    }

    @Test
    void shouldRefuseWhatNeedsASecondKeyWithoutOne() {
        keys.live = List.of(NEW);

        assertThat(withDesk("activate")).isEqualTo(ExitStatus.FAILED);
        assertThat(withDesk("retire")).isEqualTo(ExitStatus.FAILED);
        assertThat(withDesk("load")).isEqualTo(ExitStatus.FAILED);

        assertThat(keys.asked).isEmpty();
        assertThat(err.toString().lines().toList())
                .startsWith("refused: no second key is loaded", "refused: no second key is loaded")
                .last()
                .asString()
                .startsWith("refused: ")
                .contains("totem.keyfile is " + directory.resolve("authkey.next") + ", which does not exist");
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        assertThat(run("status", "--wait", "1")).isEqualTo(ExitStatus.FATAL);

        assertThat(err.toString())
                .startsWith("the node does not take requests in " + StateDirectory.of(config, NodeId.of(1)));
    }

    @Test
    void shouldRefuseAConfigurationOrANodeThatIsNotThere() {
        assertThat(run("status", "--node-id", "3")).isEqualTo(ExitStatus.CONFIGURATION);
        assertThat(err.toString()).contains("nodelist has no node 3");
        configFile = directory.resolve("none.conf");
        assertThat(run("status")).isEqualTo(ExitStatus.CONFIGURATION);
    }

    private int withDesk(final String step) {
        final RekeyFiles files = new RekeyFiles(StateDirectory.of(config, NodeId.of(1)));
        final RekeyDesk desk = new RekeyDesk(files, keys, config.protection().key());
        try {
            return run(step, "--wait", "30");
        } finally {
            desk.close();
        }
    }

    private int run(final String... more) {
        final List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--config", configFile.toString()));
        if (!arguments.contains("--node-id")) {
            arguments.addAll(List.of("--node-id", "1"));
        }
        return new CommandLine(new RekeyCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(new String[0]));
    }
}
