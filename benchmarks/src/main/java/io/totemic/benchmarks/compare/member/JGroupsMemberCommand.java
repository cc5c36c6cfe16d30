/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.benchmarks.compare.member;

import io.totemic.benchmarks.BenchFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.conf.ConfiguratorFactory;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.conf.ProtocolStackConfigurator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A member of a JGroups cluster in total order: the stack that its jar ships, without the state transfer, which nobody asks for here, and
 * with SEQUENCER where the shipped {@code sequencer.xml} has it. All else is as shipped.
 */
@Command(name = "compare-jgroups", hidden = true, description = "A child of compare.")
public final class JGroupsMemberCommand implements Callable<Integer> {

    private static final String GROUP = "compare";
    private static final String FRAGMENTATION = "FRAG2";
    private static final String STATE_TRANSFER = "pbcast.STATE_TRANSFER";

    @Option(names = "--stack", required = true, description = "A configuration in the jar of JGroups, such as tcp.xml.")
    private String stack;

    @Option(names = "--node-id", required = true, description = "Which node.")
    private int nodeId;

    @Override
    public Integer call() throws Exception {
        final MemberLoop loop = new MemberLoop(nodeId);
        try (JChannel channel = new JChannel(inTotalOrder(stack))) {
            channel.setReceiver(new Receiver() {
                @Override
                public void viewAccepted(final View view) {
                    MemberLoop.tell("MEMBERS " + view.size());
                }

                @Override
                public void receive(final Message message) {
                    // Several threads of its pool deliver, one after the other.
                    synchronized (loop) {
                        loop.tally().onDelivered(message.getArray(), message.getOffset());
                    }
                }
            });
            channel.connect(GROUP);
            loop.obey(message -> {
                try {
                    channel.send(new BytesMessage(null, message));
                } catch (final InterruptedException interrupted) {
                    throw interrupted;
                } catch (final Exception refused) {
                    throw new BenchFailure("JGroups does not send", refused);
                }
            });
        }
        return 0;
    }

    private static ProtocolStackConfigurator inTotalOrder(final String shipped) throws Exception {
        final ProtocolStackConfigurator configurator = ConfiguratorFactory.getStackConfigurator(shipped);
        final List<ProtocolConfiguration> protocols = configurator.getProtocolStack();
        protocols.removeIf(protocol -> protocol.getProtocolName().equals(STATE_TRANSFER));
        for (int i = 0; i < protocols.size(); i++) {
            if (protocols.get(i).getProtocolName().equals(FRAGMENTATION)) {
                protocols.add(i, new ProtocolConfiguration("SEQUENCER", Map.of()));
                return configurator;
            }
        }
        throw new BenchFailure(shipped + " of JGroups has no " + FRAGMENTATION);
    }
}
