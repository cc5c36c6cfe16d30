/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Section totemic and the multicast group of link 0. Source: corosync.conf(5), totem.interface.mcastaddr. */
final class TransportSection {

    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");

    private final Findings findings;
    private final SectionValues totemic;
    private final SectionValues linkZero;

    TransportSection(final Findings findings, final SectionValues totemic, final SectionValues linkZero) {
        this.findings = findings;
        this.totemic = totemic;
        this.linkZero = linkZero;
    }

    /** Reports a group that is none, and tells of one that is changed. */
    void check() {
        if (!linkZero.isSet("mcastaddr")) {
            return;
        }
        final String address = linkZero.text("mcastaddr");
        if (!isMulticast(address)) {
            findings.problem(
                    linkZero.line("mcastaddr"),
                    "totem.interface.mcastaddr",
                    "is " + Place.shown(address) + ", must be an IPv4 multicast address, 224.0.0.0 to 239.255.255.255");
        } else if (!withOddLastOctet(address).equals(address)) {
            findings.notice(
                    linkZero.line("mcastaddr"),
                    "totem.interface.mcastaddr",
                    "is used as " + withOddLastOctet(address) + ": the transport needs an odd last octet");
        }
    }

    /** The settings; only if nothing was reported. */
    TransportConfig build(final String clusterName) {
        final String address = linkZero.isSet("mcastaddr") ? linkZero.text("mcastaddr") : derivedAddress(clusterName);
        return new TransportConfig(
                IdleStrategy.valueOf(totemic.text("idle_strategy").toUpperCase(Locale.ROOT)),
                DataDestination.valueOf(totemic.text("data_destination").toUpperCase(Locale.ROOT)),
                withOddLastOctet(address),
                totemic.text("aeron_dir"));
    }

    /** A group of 239.192.0.0/16 from a hash of 16 bits, so that clusters of different names seldom share one. */
    private static String derivedAddress(final String clusterName) {
        int hash = 0;
        for (final byte octet : clusterName.getBytes(StandardCharsets.UTF_8)) {
            hash = (2 * hash + Byte.toUnsignedInt(octet)) & 0xFFFF;
        }
        return "239.192." + (hash >> 8) + "." + hash % 255;
    }

    private static String withOddLastOctet(final String address) {
        final int dot = address.lastIndexOf('.');
        return address.substring(0, dot + 1) + (Integer.parseInt(address.substring(dot + 1)) | 1);
    }

    private static boolean isMulticast(final String address) {
        final Matcher matcher = IPV4.matcher(address);
        if (!matcher.matches()) {
            return false;
        }
        for (int octet = 2; octet <= 4; octet++) {
            if (Integer.parseInt(matcher.group(octet)) > 255) {
                return false;
            }
        }
        final int first = Integer.parseInt(matcher.group(1));
        return first >= 224 && first <= 239;
    }
}
