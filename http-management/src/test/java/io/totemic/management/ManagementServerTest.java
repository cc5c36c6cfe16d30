/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.totemic.ClusterView;
import io.totemic.Quorum;
import io.totemic.config.ClusterConfig;
import io.totemic.membership.MembershipStatus;
import io.totemic.membership.core.StateName;
import io.totemic.protocol.NodeId;
import io.totemic.protocol.NodeSet;
import io.totemic.protocol.QuorumExplanation;
import io.totemic.protocol.QuorumStatus;
import io.totemic.protocol.QuorumVerdict;
import io.totemic.protocol.RingId;
import io.totemic.protocol.codec.FrameFault;
import io.totemic.totem.TrackerStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real server on a port of the operating system's choice, asked by the JDK's client; only the node is played. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManagementServerTest {

    private static final ClusterConfig CONFIG = ClusterConfig.fromText("""
            totem {
                version: 2
                secauth: off
                cluster_name: house
            }
            nodelist {
                node {
                    nodeid: 1
                    name: alpha
                    ring0_addr: 127.0.0.1
                }
                node {
                    nodeid: 2
                    ring0_addr: 127.0.0.2
                    quorum_votes: 2
                }
                node {
                    nodeid: 3
                    ring0_addr: ::1
                }
            }
            """);
    private static final QuorumVerdict PENDING = new QuorumVerdict(QuorumVerdict.State.PENDING, 4, 0, 3);
    private static final QuorumVerdict QUORATE = new QuorumVerdict(QuorumVerdict.State.QUORATE, 4, 3, 3);

    private final AtomicReference<CompletionStage<ClusterView>> view = new AtomicReference<>();
    private final Quorum quorum = new PlayedQuorum();
    private final HttpClient client = HttpClient.newHttpClient();
    private ActorSystem<Void> system;
    private ManagementServer server;
    private InetSocketAddress bound;

    @BeforeAll
    void start() throws Exception {
        system = ActorSystem.create(
                Behaviors.empty(),
                "management-test",
                ConfigFactory.parseString("pekko.loglevel = WARNING").withFallback(ConfigFactory.load()));
        server = serverOn(new ManagementSettings("127.0.0.1", 0, Duration.ofMillis(300)));
        bound = server.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() throws Exception {
        server.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldShowMembersInTheShapeOfPekkoManagementWhenTheRingIsUp() throws Exception {
        answer(cluster(StateName.OPERATIONAL, NodeSet.of(NodeId.of(1), NodeId.of(2)), QUORATE));

        final HttpResponse<String> response = get("/cluster/members");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json(response)).isEqualTo(json("""
                        {"selfNode": "totemic://house@127.0.0.1:5405",
                         "members": [
                          {"node": "totemic://house@127.0.0.1:5405", "nodeUid": "1", "status": "Up", "roles": [],
                           "nodeId": 1, "name": "alpha", "addresses": ["127.0.0.1"], "votes": 1},
                          {"node": "totemic://house@127.0.0.2:5405", "nodeUid": "2", "status": "Up", "roles": [],
                           "nodeId": 2, "name": "", "addresses": ["127.0.0.2"], "votes": 2}],
                         "unreachable": [
                          {"node": "totemic://house@[::1]:5405",
                           "observedBy": ["totemic://house@127.0.0.1:5405", "totemic://house@127.0.0.2:5405"]}],
                         "leader": "totemic://house@127.0.0.1:5405",
                         "oldest": "totemic://house@127.0.0.1:5405",
                         "oldestPerRole": {},
                         "ringId": "1.1f",
                         "state": "OPERATIONAL",
                         "quorum": {"quorate": true, "state": "quorate",
                          "expectedVotes": 4, "totalVotes": 3, "quorum": 3}}
                        """));
    }

    @Test
    void shouldShowNoMembersBeforeTheFirstRing() throws Exception {
        answer(cluster(StateName.GATHER, NodeSet.EMPTY, PENDING));

        final JsonNode body = json(get("/cluster/members"));

        assertThat(body.get("members")).isEmpty();
        assertThat(body.get("unreachable")).hasSize(3);
        assertThat(body.at("/unreachable/2/observedBy/0").asText()).isEqualTo("totemic://house@127.0.0.1:5405");
        assertThat(body.get("leader").isNull()).isTrue();
        assertThat(body.get("ringId").isNull()).isTrue();
        assertThat(body.get("state").asText()).isEqualTo("GATHER");
        assertThat(body.at("/quorum/state").asText()).isEqualTo("pending");
    }

    @Test
    void shouldAnswer503WithAReasonWhenTheRingLoopIsSilent() throws Exception {
        view.set(new CompletableFuture<>());

        for (final String path : new String[] {"/cluster/members", "/ready", "/alive"}) {
            final HttpResponse<String> response = get(path);

            assertThat(response.statusCode()).as(path).isEqualTo(503);
            assertThat(json(response).get("error").asText()).isEqualTo("the ring loop did not answer within 300 ms");
        }
    }

    @Test
    void shouldAnswer503WithTheReasonWhenTheNodeHasFailed() throws Exception {
        view.set(CompletableFuture.failedFuture(new IllegalStateException("the node has left")));

        final HttpResponse<String> response = get("/cluster/members");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("error").asText()).isEqualTo("the node cannot answer: the node has left");
    }

    @Test
    void shouldBeReadyOnlyInOperational() throws Exception {
        for (final StateName state : StateName.values()) {
            answer(cluster(state, NodeSet.of(NodeId.of(1)), QUORATE));

            assertThat(get("/ready").statusCode())
                    .as(state.name())
                    .isEqualTo(state == StateName.OPERATIONAL ? 200 : 503);
            assertThat(get("/alive").statusCode()).as(state.name()).isEqualTo(200);
        }
    }

    @Test
    void shouldAnswerUnknownPathsAndMethodsInJson() throws Exception {
        final HttpResponse<String> unknown = get("/nothing/here");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).get("error").asText()).startsWith("there is no /nothing/here");

        final HttpResponse<String> posted = client.send(
                HttpRequest.newBuilder(uri("/cluster/members"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(json(posted).get("error").asText()).isEqualTo("POST is not allowed here, only GET");
    }

    @Test
    void shouldNameTheAddressWhenThePortIsTaken() {
        final ManagementServer second = serverOn(ManagementSettings.at("127.0.0.1", bound.getPort()));

        final String refusal = "cannot serve HTTP on 127.0.0.1:" + bound.getPort() + ": the port is already in use";

        assertThatThrownBy(second::tryPort)
                .isInstanceOf(ManagementBindException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> second.start().toCompletableFuture().get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(ManagementBindException.class)
                .hasMessage(refusal);
    }

    @Test
    void shouldExplainTheVerdict() throws Exception {
        final JsonNode body = json(get("/cluster/quorum"));

        assertThat(body.get("state").asText()).isEqualTo("quorate");
        assertThat(body.get("leaseMs").asLong()).isEqualTo(250);
        assertThat(body.get("modes")).isEqualTo(json("[\"auto-tie-breaker\"]"));
        assertThat(body.get("members")).isEqualTo(json("[1, 2, 3, 4]"));
        assertThat(body.get("nodes").get(3)).isEqualTo(json("""
                {"nodeId": 4, "state": "member", "votes": 1, "expectedVotes": 4, "flags": []}"""));
        assertThat(body.get("verdict")).isEqualTo(json("""
                {"quorate": true, "expectedVotes": 4, "totalVotes": 4, "quorum": 3, "rule": "majority", "decidedBy": 1,
                 "explanation": "4 of 4 votes are here, at least the quorum of 3"}"""));
        assertThat(body.has("parts")).isFalse();
    }

    @Test
    void shouldSayWhatASplitWouldMean() throws Exception {
        final JsonNode parts = json(get("/cluster/quorum?split=1,2%7C3,4")).get("parts");

        assertThat(parts.get(0).get("verdict").get("explanation").asText())
                .isEqualTo("2 of 4 votes are here, exactly half, and the tie-breaker, node 1, is here");
        assertThat(parts.get(1).get("verdict").get("rule").asText()).isEqualTo("tie-breaker-elsewhere");
        assertThat(json(get("/cluster/quorum")).get("state").asText()).isEqualTo("quorate");
    }

    @Test
    void shouldRefuseASplitThatIsNone() throws Exception {
        for (final String split : List.of("1,x", "", "1,2%7C2", "0", "99999999999")) {
            final HttpResponse<String> response = get("/cluster/quorum?split=" + split);
            assertThat(response.statusCode()).as(split).isEqualTo(400);
            assertThat(response.body()).contains("must be");
        }
    }

    @Test
    void shouldTellHowFarTheChangeOfTheKeyIs() throws Exception {
        assertThat(json(get("/cluster/keys"))).isEqualTo(json("""
                {"encrypted": true, "activation": 1, "active": "00b0", "live": ["00a0", "00b0"], "nodes": [
                  {"node": 1, "heard": true, "activation": 1, "active": "00b0", "live": ["00a0", "00b0"]},
                  {"node": 2, "heard": false}]}"""));
    }

    private ManagementServer serverOn(final ManagementSettings settings) {
        return new ManagementServer(system, view::get, quorum, new PlayedKeys(), NodeAddresses.of(CONFIG), settings);
    }

    private void answer(final ClusterView cluster) {
        view.set(CompletableFuture.completedFuture(cluster));
    }

    @Test
    void shouldShowWhatWasDroppedByKind() throws Exception {
        answer(cluster(StateName.OPERATIONAL, NodeSet.of(NodeId.of(1)), QUORATE));

        assertThat(json(get("/cluster/drops"))).isEqualTo(json("""
                {"node": 1, "dropped": 7, "byKind": {"replay": 4, "tag": 3}, "handshakes": 2, "forged": 5}
                """));
    }

    private static ClusterView cluster(final StateName state, final NodeSet members, final QuorumVerdict verdict) {
        final RingId ring = new RingId(NodeId.of(1), 0x1f);
        return new ClusterView(
                CONFIG.nodeList().nodes().get(0),
                CONFIG.nodeList().nodes(),
                new MembershipStatus(state, ring, ring, members, 1, 1, List.of(), List.of()),
                new QuorumStatus(
                        verdict,
                        ring,
                        members,
                        QuorumExplanation.uncounted(QuorumExplanation.Rule.NOTHING_COUNTED),
                        List.of(),
                        Set.of()),
                new TrackerStatus(0, 0, 0, 5, 0, 0, 0, new TreeMap<>()),
                Map.of(FrameFault.TAG, 3L, FrameFault.REPLAY, 4L),
                2);
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(final String path) {
        return URI.create("http://127.0.0.1:" + bound.getPort() + path);
    }

    private static JsonNode json(final HttpResponse<String> response) throws IOException {
        return json(response.body());
    }

    private static JsonNode json(final String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
