#!/bin/sh
# Copyright 2026 the Totemic authors.
# SPDX-License-Identifier: Apache-2.0
#
# One node of Corosync and one client of it, in the network namespace and the mount namespace that `ip netns exec` has made:
#     corosync-node.sh DIRECTORY MEMBER
# DIRECTORY holds corosync.conf and authkey, MEMBER is the client. The daemon sees empty directories of its own where it keeps its
# state. Ends with the client, which ends with its standard input; both are killed if this script is.
set -eu
directory=$1
member=$2
for place in /etc/corosync /run /dev/shm /var/lib/corosync; do
    mount -t tmpfs -o mode=0755 compare "$place"
done
chmod 1777 /dev/shm
cp "$directory/corosync.conf" "$directory/authkey" /etc/corosync/
chmod 400 /etc/corosync/authkey
ulimit -c 0
setpriv --pdeathsig KILL corosync -f >&2 </dev/null &
daemon=$!
echo "@bench PID $daemon"
# Standard input goes to the client alone. A background job would lose it, so it is kept as another descriptor.
exec 3<&0
setpriv --pdeathsig KILL "$member" <&3 3<&- &
client=$!
trap 'kill -TERM "$client" "$daemon" 2>/dev/null' TERM INT
wait "$client" || true
kill -TERM "$daemon" 2>/dev/null || true
wait "$daemon" || true
