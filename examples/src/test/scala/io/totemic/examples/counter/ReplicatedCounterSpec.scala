/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.examples.counter

import io.totemic.{ByteGroup, TotemicNode}
import io.totemic.examples.counter.ReplicatedCounter.{Add, Answer, Command, GetValue, TryAgain, Value}
import io.totemic.protocol.group.MemberEvent
import io.totemic.simulation.kit.{PerNode, Seeds, SimulatedCluster}
import io.totemic.simulation.kit.SimulatedCluster.nodes
import org.apache.pekko.actor.typed.{ActorRef, Behavior}
import org.apache.pekko.actor.typed.scaladsl.Behaviors
import org.scalatest.matchers.should.Matchers
import org.scalatest.wordspec.AnyWordSpec

import java.nio.charset.StandardCharsets.UTF_8
import scala.concurrent.duration._
import scala.jdk.CollectionConverters._
import scala.jdk.DurationConverters._
import scala.jdk.FutureConverters._

private sealed trait Listening
private final case class Say(text: String) extends Listening
private final case class Joined(group: ByteGroup) extends Listening
private final case class Told(event: MemberEvent) extends Listening

/** The kit as it is used from Scala: `Seeds` runs the body of a test for one seed after another. */
final class ReplicatedCounterSpec extends AnyWordSpec with Matchers {

  "A replicated counter" should {

    "count on every node what any node adds" in simulated { (cluster, counters) =>
      cluster.ask(counters on 1)(new Add(5, _)) shouldBe new Value(5)
      cluster.ask(counters on 3)(new Add(2, _)) shouldBe new Value(7)

      cluster.runFor(1.second.toJava)
      for (node <- cluster.up.asScala)
        cluster.ask(counters on node.value)(new GetValue(_)) shouldBe new Value(7)
    }

    "refuse to count without quorum, and catch up" in simulated { (cluster, counters) =>
      cluster.partition(nodes(1, 2), nodes(3)).awaitRing(10.seconds.toJava, 1, 2).awaitRing(10.seconds.toJava, 3)
      cluster.runFor(1.second.toJava)
      cluster.ask(counters on 3)(new Add(100, _)) shouldBe new TryAgain
      cluster.ask(counters on 2)(new Add(5, _)) shouldBe new Value(5)

      cluster.join().awaitOneRing().runFor(1.second.toJava)
      cluster.ask(counters on 3)(new GetValue(_)) shouldBe new Value(5)
    }

    "agree after a crash in the middle of counting" in simulated { (cluster, counters) =>
      val answers = cluster.probe(classOf[Answer])
      for (_ <- 1 to 50) counters.tell(2, new Add(1, answers.ref)).tell(3, new Add(1, answers.ref))
      cluster.runUntil(() => answers.received.size > 10, 10.seconds.toJava)
      cluster.restart(3).settle()

      val sum = cluster.ask(counters on 1)(new GetValue(_))
      sum should (be(a[Value]) and not be new Value(0))
      cluster.ask(counters on 3)(new GetValue(_)) shouldBe sum
    }

    "share a node with an actor in Scala" in simulated { (cluster, counters) =>
      val heard = cluster.probe(classOf[String])
      val listeners = cluster.spawnOnEach("listener", listener(_, heard.ref))
      cluster.runFor(1.second.toJava)

      listeners.tell(2, Say("hello"))

      heard.await(3, 10.seconds.toJava).asScala shouldBe List.fill(3)("2 says hello")
      cluster.ask(counters on 2)(new Add(5, _)) shouldBe new Value(5)
    }
  }

  /** Tells the group what it is told to say, and `heard` what the group is told. */
  private def listener(node: TotemicNode, heard: ActorRef[String]): Behavior[Listening] =
    Behaviors.setup { context =>
      val events = context.messageAdapter[MemberEvent](Told(_))
      context.pipeToSelf(node.joinBytes("listeners", events).asScala)(joined => Joined(joined.get))
      Behaviors.receiveMessagePartial {
        case Joined(group) =>
          Behaviors.receiveMessage {
            case Say(text) =>
              group.multicast(text.getBytes(UTF_8))
              Behaviors.same
            case Told(delivered: MemberEvent.Delivered) =>
              heard ! s"${delivered.sender.node} says ${new String(delivered.payload, UTF_8)}"
              Behaviors.same
            case _ => Behaviors.same
          }
        case Told(_) => Behaviors.same
      }
    }

  /** Runs a test on ten seeds of three nodes, each with a counter, which are one ring. */
  private def simulated(test: (SimulatedCluster, PerNode[Command]) => Any): Unit =
    Seeds.ofNodes(3).count(10).check { cluster =>
      val counters = cluster.spawnOnEach("counter", ReplicatedCounter.create(_))
      cluster.start().awaitOneRing().runFor(1.second.toJava)
      test(cluster, counters)
    }

  private implicit final class Asking(cluster: SimulatedCluster) {

    /** Lets the cluster run until the counter has answered. */
    def ask(counter: ActorRef[Command])(question: ActorRef[Answer] => Command): Answer = {
      val probe = cluster.probe(classOf[Answer])
      counter ! question(probe.ref)
      probe.await(1, 10.seconds.toJava).get(0)
    }
  }
}
