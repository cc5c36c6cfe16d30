/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.daemon.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layering law as rules below one root package, so that the same rules can be held against the house and against a small
 * broken copy of it. A change of a rule needs a decision record.
 */
final class ArchitectureRules {

    private static final String BOOTSTRAP = "bootstrap";

    /** Module packages from the bottom up, each with the modules it may see. */
    private static final Map<String, List<String>> ARROWS = arrows();

    private static final List<String> SIMULATED = List.of("protocol", "config", "membership", "totem", "quorum", "cpg");
    private static final Set<String> CLOCKS = Set.of("nanoTime", "currentTimeMillis");
    private static final List<String> IMPURE_TYPES = List.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.util.UUID",
            "java.util.Scanner");
    private static final List<String> PURE_PACKAGES = List.of(
            "java.lang", "java.lang.invoke", "java.lang.runtime", "java.util", "java.util.function", "java.nio");

    private final String root;

    ArchitectureRules(final String root) {
        this.root = root;
    }

    private static Map<String, List<String>> arrows() {
        final Map<String, List<String>> arrows = new LinkedHashMap<>();
        final List<String> upToTotem = List.of("protocol", "config", "membership");
        final List<String> upToServices = List.of("protocol", "config", "membership", "totem");
        final List<String> upToBootstrap = with(upToServices, "quorum", "cpg");
        arrows.put("protocol", List.of());
        arrows.put("config", List.of("protocol"));
        arrows.put("membership", List.of("protocol", "config"));
        arrows.put("totem", upToTotem);
        arrows.put("quorum", upToServices);
        arrows.put("cpg", upToServices);
        arrows.put(BOOTSTRAP, upToBootstrap);
        arrows.put("management", with(upToBootstrap, BOOTSTRAP));
        arrows.put("simulation", with(upToBootstrap, BOOTSTRAP));
        arrows.put("daemon", with(upToBootstrap, BOOTSTRAP, "management", "simulation"));
        return arrows;
    }

    private static List<String> with(final List<String> modules, final String... more) {
        final List<String> all = new ArrayList<>(modules);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    static Iterable<String> modules() {
        return ARROWS.keySet();
    }

    /** A module sees only the modules that stand in its row. */
    ArchRule arrowsOf(final String module) {
        final List<String> forbidden = new ArrayList<>();
        for (final String other : ARROWS.keySet()) {
            if (!other.equals(module) && !ARROWS.get(module).contains(other)) {
                forbidden.add(packageOf(other));
            }
        }
        if (forbidden.isEmpty()) {
            return classes().should().bePublic().orShould().notBePublic().allowEmptyShould(true);
        }
        return noClasses()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden.toArray(String[]::new))
                .allowEmptyShould(true);
    }

    private String packageOf(final String module) {
        return module.equals(BOOTSTRAP) ? root : root + "." + module + "..";
    }

    /** A core sees the JDK's data types, Agrona, the protocol, the configuration and cores; no clock, chance, IO or thread. */
    ArchRule coresArePure() {
        return classes().that().resideInAPackage(root + "..core..").should().onlyDependOnClassesThat(isPure());
    }

    private DescribedPredicate<JavaClass> isPure() {
        return describe("are pure", type -> {
            final JavaClass base = type.getBaseComponentType();
            final String name = base.getPackageName();
            if (base.isPrimitive()) {
                return true;
            }
            if (name.equals(root) || name.startsWith(root + ".")) {
                return name.startsWith(root + ".protocol")
                        || name.startsWith(root + ".config")
                        || (name + ".").contains(".core.");
            }
            final boolean isPureJdk = PURE_PACKAGES.contains(name) && !IMPURE_TYPES.contains(base.getFullName());
            return isPureJdk
                    || base.getFullName().equals("java.util.concurrent.TimeUnit")
                    || name.startsWith("java.util.stream")
                    || name.startsWith("java.nio.charset")
                    || name.startsWith("org.agrona");
        });
    }

    /** The half of purity that types do not show: static methods of innocent classes. */
    ArchRule coresReadNoClock() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..core..")
                .should()
                .accessTargetWhere(describe("reads a clock or draws lots", ArchitectureRules::isClockOrChance));
    }

    /** What the simulator runs takes its time from the loop and its chances from nowhere: else no seed would have one trace. */
    ArchRule roomsReadNoClock() {
        return noClasses()
                .that(describe(
                        "run in the simulator",
                        type -> SIMULATED.stream().anyMatch(module -> (type.getPackageName() + ".")
                                        .startsWith(root + "." + module + "."))
                                && !type.getPackageName().startsWith(root + ".totem.link")
                                && !type.getPackageName().startsWith(root + ".totem.loop")))
                .should()
                .accessTargetWhere(describe("reads a clock or draws lots", ArchitectureRules::isClockOrChance));
    }

    private static boolean isClockOrChance(final JavaAccess<?> access) {
        final AccessTarget target = access.getTarget();
        final String owner = target.getOwner().getFullName();
        return (owner.equals("java.lang.System") && CLOCKS.contains(target.getName()))
                || (owner.startsWith("java.time.") && target.getName().equals("now"))
                || (owner.equals("java.util.UUID") && target.getName().equals("randomUUID"))
                || (owner.equals("java.util.Random") && target.getName().equals("<init>"))
                || (owner.equals("java.util.concurrent.ThreadLocalRandom")
                        && target.getName().equals("current"))
                || (owner.equals("java.lang.Math") && target.getName().equals("random"))
                || (owner.equals("java.util.Collections") && target.getName().equals("shuffle"))
                || (owner.equals("java.lang.System") && target.getName().equals("identityHashCode"));
    }

    /** Aeron ends at the link. */
    ArchRule onlyTheLinkSeesAeron() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".totem.link..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.aeron..");
    }

    /** HTTP shows statuses; the names of the membership states are all it may take from a core. */
    ArchRule managementSeesNoCores() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".management..")
                .should()
                .dependOnClassesThat(describe(
                        "are in a core",
                        type -> (type.getPackageName() + ".").contains(".core.")
                                && type.getPackageName().startsWith(root + ".")
                                && !type.getFullName().equals(root + ".membership.core.StateName")));
    }

    /** No module package depends on itself by a detour. */
    ArchRule noCycles() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** Names that say nothing. */
    ArchRule telling() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl");
    }
}
