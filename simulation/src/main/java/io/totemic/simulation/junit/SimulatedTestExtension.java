/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.simulation.junit;

import io.totemic.simulation.ClusterSettings;
import io.totemic.simulation.DrivenSimulation;
import io.totemic.simulation.kit.SeedRun;
import io.totemic.simulation.kit.Seeds;
import io.totemic.simulation.kit.SimulatedCluster;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Runs methods with {@link SimulatedTest}. */
public final class SimulatedTestExtension implements TestTemplateInvocationContextProvider {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SimulatedTestExtension.class);

    @Override
    public boolean supportsTestTemplate(final ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), SimulatedTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(final ExtensionContext context) {
        final SimulatedTest test = AnnotationSupport.findAnnotation(context.getTestMethod(), SimulatedTest.class)
                .orElseThrow();
        final Runs runs = new Runs(new ClusterSettings(test.nodes(), totem(test), test.systemPerNode()));
        context.getStore(NAMESPACE).put(Runs.class, runs);
        final List<TestTemplateInvocationContext> invocations = new ArrayList<>();
        for (final long seed : Seeds.selected(test.from(), test.seeds())) {
            invocations.add(new SeedInvocation(runs, seed, false));
            if (invocations.size() == 1) {
                invocations.add(new SeedInvocation(runs, seed, true));
            }
        }
        // JUnit takes them one by one, each when the one before is done.
        return invocations.stream().takeWhile(invocation -> !runs.hasFailed);
    }

    private static TreeMap<String, String> totem(final SimulatedTest test) {
        final TreeMap<String, String> totem = new TreeMap<>();
        for (final String line : test.totem()) {
            final int colon = line.indexOf(':');
            if (colon < 0) {
                throw new ExtensionConfigurationException("totem is \"" + line + "\", must be \"key: value\"");
            }
            totem.put(line.substring(0, colon).trim(), line.substring(colon + 1).trim());
        }
        return totem;
    }

    /** What the runs of one test have in common. Closed by JUnit with the test. */
    private static final class Runs implements ExtensionContext.Store.CloseableResource {
        private final ClusterSettings settings;
        private DrivenSimulation simulation;
        private String firstHash;
        private boolean hasFailed;

        private Runs(final ClusterSettings settings) {
            this.settings = settings;
        }

        private SeedRun begin(final long seed) {
            if (simulation == null) {
                simulation = new DrivenSimulation();
            }
            return new SeedRun(simulation, seed, settings);
        }

        @Override
        public void close() {
            if (simulation != null) {
                simulation.close();
            }
        }
    }

    private static final class SeedInvocation
            implements TestTemplateInvocationContext, ParameterResolver, InvocationInterceptor {
        private final Runs runs;
        private final long seed;
        private final boolean isAgain;
        private SeedRun run;

        private SeedInvocation(final Runs runs, final long seed, final boolean isAgain) {
            this.runs = runs;
            this.seed = seed;
            this.isAgain = isAgain;
        }

        @Override
        public String getDisplayName(final int invocationIndex) {
            return "seed " + seed + (isAgain ? " again" : "");
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(final ParameterContext parameter, final ExtensionContext context) {
            return parameter.getParameter().getType() == SimulatedCluster.class;
        }

        @Override
        public SimulatedCluster resolveParameter(final ParameterContext parameter, final ExtensionContext context) {
            return run().cluster();
        }

        @Override
        public void interceptTestTemplateMethod(
                final Invocation<Void> invocation,
                final ReflectiveInvocationContext<Method> method,
                final ExtensionContext context)
                throws Throwable {
            try {
                invocation.proceed();
                noteHash(run().finish());
            } catch (final TestAbortedException aborted) {
                throw aborted;
            } catch (final Throwable thrown) {
                runs.hasFailed = true;
                throw run().failure(thrown);
            }
        }

        private void noteHash(final String hash) {
            if (isAgain && runs.firstHash != null) {
                run.requireSame(runs.firstHash, hash);
            } else if (runs.firstHash == null) {
                runs.firstHash = hash;
            }
        }

        private SeedRun run() {
            if (run == null) {
                run = runs.begin(seed);
            }
            return run;
        }
    }
}
