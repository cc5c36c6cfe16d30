----------------------------- MODULE Membership -----------------------------
(***************************************************************************)
(* Who forms the next ring: GATHER, COMMIT, RECOVERY, OPERATIONAL, as      *)
(* MembershipFsm does it. README.md says what is modelled and what is not. *)
(*                                                                         *)
(* Time is left out: a time-out may fire whenever its timer runs. The      *)
(* network loses, doubles and delays: a commit token stays in it for ever, *)
(* a JOIN until its sender sends the next one (for ever if Unbounded), and *)
(* nobody has to receive anything.                                         *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Sequences, TLC

CONSTANTS
    Nodes,      \* a set of naturals from 1 on: the lowest of a ring is its representative
    MaxSeq,     \* no ring is created with a higher sequence
    MaxFaults,  \* time-outs, crashes, leaves and failures to receive in one behaviour
    Unbounded,  \* for traces: JOINs stay in the network for ever, and faults are not counted
    Start,      \* "down": no node runs; "cold": none has had a ring; "ring": all are in one; "parts": the lowest is alone, the
                \* others together
    Fault       \* the planted fault, "none" for the protocol

VARIABLES
    state,      \* "DOWN", "GATHER", "COMMIT", "RECOVERY", "OPERATIONAL"
    ring,       \* ring id; in COMMIT and RECOVERY that of the attempt
    installed,  \* [id, members, trans, old]: the last ring installed, who came along, and from which ring
    high,       \* highest ring sequence known
    stored,     \* the ring sequence on disk
    proc,       \* proc list
    failed,     \* failed list
    consensus,  \* whose JOIN had our sets
    deaf,       \* whether this node has failed to receive
    attempt,    \* in COMMIT and RECOVERY the commit token as this node has sent or accepted it
    visits,     \* visits of the ORF token since RECOVERY was entered
    joins,      \* JOINs in the network
    commits,    \* commit tokens in the network
    orf,        \* hops of the ORF token of each ring whose token was started
    faults      \* faults so far

vars == <<state, ring, installed, high, stored, proc, failed, consensus, deaf, attempt, visits, joins, commits, orf, faults>>

(* Constants of the protocol *)
RingSeqStep == 4
InstallVisit == 2 \* the code needs four; what counts is that all need the same

None == [ring |-> <<0, 0>>, members |-> {}, entries |-> <<>>, hop |-> 0]

Max(a, b) == IF a > b THEN a ELSE b
Lowest(S) == CHOOSE n \in S : \A m \in S : n <= m
(* Place of n in the ring of S, from 0. *)
Place(n, S) == Cardinality({m \in S : m < n})
Successor(n, S) == IF \E m \in S : m > n THEN Lowest({m \in S : m > n}) ELSE Lowest(S)
Seq_(id) == id[2]

NothingInstalled(id) == [id |-> id, members |-> {}, trans |-> {}, old |-> id]

InitialParts ==
    CASE Start \in {"cold", "down"} -> {}
      [] Start = "ring"  -> {Nodes}
      [] Start = "parts" -> {{Lowest(Nodes)}, Nodes \ {Lowest(Nodes)}}
PartOf(n) == CHOOSE P \in InitialParts : n \in P
HasRing == Start \in {"ring", "parts"}
FirstRing(n) == CASE Start = "down" -> <<n, 0>> [] Start = "cold" -> <<n, 1>> [] OTHER -> <<Lowest(PartOf(n)), 5>>

Init ==
    LET members(n) == IF HasRing THEN PartOf(n) ELSE {} IN
    /\ state = [n \in Nodes |-> CASE Start = "down" -> "DOWN" [] Start = "cold" -> "GATHER" [] OTHER -> "OPERATIONAL"]
    /\ ring = [n \in Nodes |-> FirstRing(n)]
    /\ installed = [n \in Nodes |-> [id |-> FirstRing(n), members |-> members(n), trans |-> {}, old |-> FirstRing(n)]]
    /\ high = [n \in Nodes |-> Seq_(FirstRing(n))]
    /\ stored = [n \in Nodes |-> IF HasRing THEN 5 ELSE 0]
    /\ proc = [n \in Nodes |-> IF HasRing THEN members(n) ELSE {n}]
    /\ failed = [n \in Nodes |-> {}]
    /\ consensus = [n \in Nodes |-> {n}]
    /\ deaf = [n \in Nodes |-> FALSE]
    /\ attempt = [n \in Nodes |-> None]
    /\ visits = [n \in Nodes |-> 0]
    /\ joins = IF Start = "cold"
                 THEN {[from |-> n, proc |-> {n}, failed |-> {}, seq |-> 1, leave |-> FALSE] : n \in Nodes}
                 ELSE {}
    /\ commits = {}
    /\ orf = <<>>
    /\ faults = 0

(***************************************************************************)
(* What the states share                                                   *)
(***************************************************************************)
InNetwork(sender, join) ==
    (IF Unbounded THEN joins ELSE {j \in joins : j.from # sender}) \cup {join}

(* Enters GATHER with these lists and sends a JOIN with them. *)
EnterGather(n, newProc, newFailed) ==
    LET all == newProc \cup {n} IN
    /\ state' = [state EXCEPT ![n] = "GATHER"]
    /\ proc' = [proc EXCEPT ![n] = all]
    /\ failed' = [failed EXCEPT ![n] = newFailed]
    /\ consensus' = [consensus EXCEPT ![n] = {n}]
    /\ attempt' = [attempt EXCEPT ![n] = None]
    /\ visits' = [visits EXCEPT ![n] = 0]
    /\ joins' = InNetwork(n, [from |-> n, proc |-> all, failed |-> newFailed, seq |-> Seq_(ring[n]), leave |-> FALSE])

(* ProcessSets.merge: the failed list that n has after join. *)
MergedFailed(n, join) ==
    IF n \in join.failed \/ (join.leave /\ join.from \notin installed[n].members)
      THEN failed[n] \cup {join.from}
      ELSE IF join.from \in installed[n].members THEN failed[n] \cup join.failed ELSE failed[n]

Covers(n, join) == join.proc \subseteq proc[n] /\ join.failed \subseteq failed[n]

(* Accepts a commit token: the ring id is ours from here on, though the ring may never come to be. *)
EnterCommit(n, token) ==
    /\ state' = [state EXCEPT ![n] = "COMMIT"]
    /\ ring' = [ring EXCEPT ![n] = token.ring]
    /\ attempt' = [attempt EXCEPT ![n] = token]
    /\ consensus' = [consensus EXCEPT ![n] = {n}]

Known(n, seq) == high' = [high EXCEPT ![n] = Max(@, seq)]

(***************************************************************************)
(* JOIN                                                                    *)
(***************************************************************************)
Agreed(n, heard) ==
    LET candidates == proc[n] \ failed[n] IN
    /\ candidates \subseteq heard
    /\ candidates # {} \/ deaf[n]

JoinInGather(n, join) ==
    /\ state[n] = "GATHER"
    /\ IF join.proc = proc[n] /\ join.failed = failed[n]
         THEN LET heard == IF join.leave THEN consensus[n] ELSE consensus[n] \cup {join.from}
                  candidates == IF deaf[n] THEN {n} ELSE proc[n] \ failed[n]
                  seq == Max(high[n], join.seq) + RingSeqStep IN
              IF Agreed(n, heard) /\ Lowest(candidates) = n
                THEN /\ seq <= MaxSeq
                     /\ EnterCommit(n, [ring |-> <<n, seq>>, members |-> candidates, entries |-> <<>>, hop |-> 0])
                     /\ high' = [high EXCEPT ![n] = seq]
                     /\ deaf' = [deaf EXCEPT ![n] = FALSE]
                     /\ proc' = [proc EXCEPT ![n] = IF deaf[n] THEN {n} ELSE @]
                     /\ failed' = [failed EXCEPT ![n] = IF deaf[n] THEN {} ELSE @]
                     /\ UNCHANGED <<joins, visits>>
                ELSE /\ consensus' = [consensus EXCEPT ![n] = heard]
                     /\ Known(n, join.seq)
                     /\ UNCHANGED <<state, ring, proc, failed, deaf, attempt, visits, joins>>
         ELSE /\ Known(n, join.seq)
              /\ UNCHANGED <<ring, deaf>>
              /\ IF join.from # n /\ ~Covers(n, join) /\ join.from \notin failed[n]
                    /\ (proc[n] \cup join.proc # proc[n] \/ MergedFailed(n, join) # failed[n])
                   THEN EnterGather(n, proc[n] \cup join.proc, MergedFailed(n, join))
                   ELSE UNCHANGED <<state, proc, failed, consensus, attempt, visits, joins>>

JoinInOperational(n, join) ==
    /\ state[n] = "OPERATIONAL"
    /\ Known(n, join.seq)
    /\ UNCHANGED <<ring, deaf>>
    /\ IF (join.from \in installed[n].members /\ join.seq < Seq_(ring[n])) \/ n \in join.failed
         THEN UNCHANGED <<state, proc, failed, consensus, attempt, visits, joins>>
         ELSE EnterGather(n, proc[n] \cup join.proc, MergedFailed(n, join))

JoinInAttempt(n, join) ==
    /\ state[n] \in {"COMMIT", "RECOVERY"}
    /\ Known(n, join.seq)
    /\ UNCHANGED <<ring, deaf>>
    /\ IF join.from \in attempt[n].members
            /\ (join.seq >= Seq_(ring[n]) \/ (state[n] = "COMMIT" /\ join.from # n /\ ~Covers(n, join)))
         THEN IF Covers(n, join) \/ join.from \in failed[n]
                THEN EnterGather(n, proc[n], failed[n])
                ELSE EnterGather(n, proc[n] \cup join.proc, MergedFailed(n, join))
         ELSE UNCHANGED <<state, proc, failed, consensus, attempt, visits, joins>>

ReceiveJoin(n, join) ==
    /\ ~(join.leave /\ join.from = n)
    /\ JoinInGather(n, join) \/ JoinInOperational(n, join) \/ JoinInAttempt(n, join)
    /\ UNCHANGED <<installed, stored, commits, orf, faults>>

(* The rings on which m has sent frames: encapsulated ones in RECOVERY too. *)
RingsOf(m) ==
    {t.ring : t \in {u \in commits : u.from = m /\ u.hop > Cardinality(u.members)}}
        \cup (IF HasRing THEN {FirstRing(m)} ELSE {})

(* A frame or merge detect from m, sent now or long ago; when two rings agree to merge, all of the other one are added. *)
ForeignMessage(n, m) ==
    /\ n # m
    /\ \E id \in RingsOf(m) : id # ring[n] /\ ~(m \in installed[n].members /\ Seq_(id) <= Seq_(ring[n]))
    /\ \/ state[n] = "OPERATIONAL"
       \/ state[n] = "GATHER" /\ m \notin proc[n]
    /\ \/ EnterGather(n, proc[n] \cup {m}, failed[n])
       \/ \E t \in commits :
             state[n] = "OPERATIONAL" /\ t.from = m /\ t.ring # ring[n] /\ EnterGather(n, proc[n] \cup t.members, failed[n])
    /\ UNCHANGED <<ring, installed, high, stored, deaf, commits, orf, faults>>

(***************************************************************************)
(* Commit token                                                            *)
(***************************************************************************)
(* Sealed, and the sequence is on disk: fills the entry and sends the token on. *)
SendCommitToken(n) ==
    LET token == [attempt[n] EXCEPT !.entries = Append(@, [node |-> n, old |-> installed[n].id]), !.hop = @ + 1] IN
    /\ state[n] = "COMMIT"
    /\ Len(attempt[n].entries) = Place(n, attempt[n].members)
    /\ stored' = [stored EXCEPT ![n] = Seq_(ring[n])]
    /\ attempt' = [attempt EXCEPT ![n] = token]
    /\ commits' = commits \cup {token @@ [from |-> n]}
    /\ UNCHANGED <<state, ring, installed, high, proc, failed, consensus, deaf, visits, joins, orf, faults>>

IsFor(n, token) == n \in token.members /\ Successor(token.from, token.members) = n
Content(token) == [ring |-> token.ring, members |-> token.members, entries |-> token.entries, hop |-> token.hop]

CommitTokenInGather(n, token) ==
    /\ state[n] = "GATHER"
    /\ token.members = proc[n] \ failed[n] \/ Fault = "accept without consensus"
    /\ Seq_(token.ring) > Seq_(ring[n])
    /\ token.ring[1] = Lowest(token.members)
    /\ Len(token.entries) = Place(n, token.members)
    /\ EnterCommit(n, Content(token))
    /\ Known(n, Seq_(token.ring))
    /\ UNCHANGED <<installed, stored, proc, failed, deaf, visits, joins, commits, orf, faults>>

CommitTokenInCommit(n, token) ==
    /\ state[n] = "COMMIT"
    /\ Len(attempt[n].entries) > Place(n, attempt[n].members)
    /\ token.ring = ring[n]
    /\ token.members = attempt[n].members
    /\ Len(token.entries) = Cardinality(token.members) \/ Fault = "recover in the first rotation"
    /\ LET forwarded == [Content(token) EXCEPT !.hop = @ + 1] IN
       /\ state' = [state EXCEPT ![n] = "RECOVERY"]
       /\ attempt' = [attempt EXCEPT ![n] = forwarded]
       /\ commits' = commits \cup {forwarded @@ [from |-> n]}
       /\ visits' = [visits EXCEPT ![n] = 0]
    /\ UNCHANGED <<ring, installed, high, stored, proc, failed, consensus, deaf, joins, orf, faults>>

(* Second rotation over: the representative makes the ORF token. *)
CommitTokenInRecovery(n, token) ==
    /\ state[n] = "RECOVERY"
    /\ token.ring = ring[n]
    /\ ring[n][1] = n
    /\ ring[n] \notin DOMAIN orf
    /\ \/ Cardinality(token.members) = 1
       \/ token.hop > attempt[n].hop
       \/ Fault = "start on a repeated token"
    /\ orf' = orf @@ (ring[n] :> 0)
    /\ UNCHANGED <<state, ring, installed, high, stored, proc, failed, consensus, deaf, attempt, visits, joins, commits,
                   faults>>

ReceiveCommitToken(n, token) ==
    /\ IsFor(n, token)
    /\ CommitTokenInGather(n, token) \/ CommitTokenInCommit(n, token) \/ CommitTokenInRecovery(n, token)

(***************************************************************************)
(* ORF token, until the first visit in which n may send on the new ring    *)
(***************************************************************************)
Transitional(n, token) ==
    {e.node : e \in {token.entries[i] : i \in 1..Len(token.entries)}}
        \cap {m \in installed[n].members :
                \E i \in 1..Len(token.entries) :
                    token.entries[i].node = m /\ (token.entries[i].old = installed[n].id \/ Fault = "all are transitional")}

(* Hop h arrives at the h-th member after the representative. *)
MemberAt(S, hop) == CHOOSE n \in S : Place(n, S) = (hop + 1) % Cardinality(S)

ReceiveOrfToken(n) ==
    LET id == ring[n]
        hop == orf[id]
        members == attempt[n].members
        installs == visits[n] + 1 = InstallVisit IN
    /\ state[n] \in {"RECOVERY", "OPERATIONAL"}
    /\ id \in DOMAIN orf
    /\ attempt[n] # None
    /\ visits[n] <= InstallVisit
    /\ MemberAt(members, hop) = n
    /\ visits' = [visits EXCEPT ![n] = @ + 1]
    /\ orf' = [orf EXCEPT ![id] = @ + 1]
    /\ IF installs
         THEN /\ state' = [state EXCEPT ![n] = "OPERATIONAL"]
              /\ installed' = [installed EXCEPT ![n] =
                    [id |-> id, members |-> members, trans |-> Transitional(n, attempt[n]), old |-> installed[n].id]]
              /\ proc' = [proc EXCEPT ![n] = members]
              /\ failed' = [failed EXCEPT ![n] = {}]
              /\ deaf' = [deaf EXCEPT ![n] = FALSE]
         ELSE UNCHANGED <<state, installed, proc, failed, deaf>>
    /\ UNCHANGED <<ring, high, stored, consensus, attempt, joins, commits, faults>>

(***************************************************************************)
(* Time-outs, crashes                                                      *)
(***************************************************************************)
CountFault == IF Unbounded THEN UNCHANGED faults ELSE faults < MaxFaults /\ faults' = faults + 1

(* Token lost in OPERATIONAL, COMMIT or RECOVERY. *)
TokenLost(n) ==
    /\ CountFault
    /\ state[n] \in {"OPERATIONAL", "COMMIT", "RECOVERY"}
    /\ EnterGather(n, proc[n], failed[n])
    /\ UNCHANGED <<ring, installed, high, stored, deaf, commits, orf>>

(* Who was silent is excluded; if all had agreed the representative gets another chance first. *)
ConsensusTimeout(n) ==
    /\ CountFault
    /\ state[n] = "GATHER"
    /\ IF Agreed(n, consensus[n]) /\ consensus[n] # {n}
         THEN /\ consensus' = [consensus EXCEPT ![n] = {n}]
              /\ UNCHANGED <<state, proc, failed, attempt, visits, joins>>
         ELSE EnterGather(n, proc[n], failed[n] \cup (proc[n] \ (consensus[n] \cup {n})))
    /\ UNCHANGED <<ring, installed, high, stored, deaf, commits, orf>>

FailedToReceive(n) ==
    /\ CountFault
    /\ state[n] = "OPERATIONAL"
    /\ EnterGather(n, proc[n], failed[n] \cup {n})
    /\ deaf' = [deaf EXCEPT ![n] = TRUE]
    /\ UNCHANGED <<ring, installed, high, stored, commits, orf>>

GoDown(n) ==
    /\ state' = [state EXCEPT ![n] = "DOWN"]
    /\ consensus' = [consensus EXCEPT ![n] = {n}]
    /\ attempt' = [attempt EXCEPT ![n] = None]
    /\ visits' = [visits EXCEPT ![n] = 0]
    /\ deaf' = [deaf EXCEPT ![n] = FALSE]
    /\ proc' = [proc EXCEPT ![n] = {n}]
    /\ failed' = [failed EXCEPT ![n] = {}]
    /\ UNCHANGED <<ring, installed, high, stored, commits, orf>>

Crash(n) ==
    /\ CountFault
    /\ state[n] # "DOWN"
    /\ GoDown(n)
    /\ UNCHANGED joins

Leave(n) ==
    /\ CountFault
    /\ state[n] # "DOWN"
    /\ GoDown(n)
    /\ joins' = InNetwork(n, [from |-> n, proc |-> proc[n] \ {n}, failed |-> failed[n] \cup {n}, seq |-> Seq_(ring[n]),
                              leave |-> TRUE])

(* All that is left of the former life is the sequence on disk. *)
Restart(n) ==
    LET seq == CASE Fault = "sequence not raised at restart" -> Max(stored[n], 1)
                 [] Fault = "disk lost" -> 1
                 [] OTHER -> stored[n] + 1
        id == <<n, seq>> IN
    /\ state[n] = "DOWN"
    /\ state' = [state EXCEPT ![n] = "GATHER"]
    /\ ring' = [ring EXCEPT ![n] = id]
    /\ installed' = [installed EXCEPT ![n] = NothingInstalled(id)]
    /\ high' = [high EXCEPT ![n] = seq]
    /\ joins' = InNetwork(n, [from |-> n, proc |-> {n}, failed |-> {}, seq |-> seq, leave |-> FALSE])
    /\ stored' = IF Fault = "disk lost" THEN [stored EXCEPT ![n] = 0] ELSE stored
    /\ UNCHANGED <<proc, failed, consensus, deaf, attempt, visits, commits, orf, faults>>

Next ==
    \E n \in Nodes :
        \/ \E join \in joins : ReceiveJoin(n, join)
        \/ \E m \in Nodes : ForeignMessage(n, m)
        \/ SendCommitToken(n)
        \/ \E token \in commits : ReceiveCommitToken(n, token)
        \/ ReceiveOrfToken(n)
        \/ TokenLost(n)
        \/ ConsensusTimeout(n)
        \/ FailedToReceive(n)
        \/ Crash(n)
        \/ Leave(n)
        \/ Restart(n)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Invariants                                                              *)
(***************************************************************************)
(* A ring id belongs to one set of members, also if the ring never came to be. *)
OneMemberSet == \A s, t \in commits : s.ring = t.ring => s.members = t.members

(* Only members take part in a ring, and only those that want it so. *)
OnlyWillingMembers ==
    \A n \in Nodes :
        /\ state[n] \in {"COMMIT", "RECOVERY"} => n \in attempt[n].members
        /\ state[n] \in {"COMMIT", "RECOVERY"} => attempt[n].members = proc[n] \ failed[n]
        /\ installed[n].members # {} => n \in installed[n].members

(* Two nodes that have installed a ring id agree on its members. *)
MembersAgree ==
    \A n, m \in Nodes :
        installed[n].id = installed[m].id /\ installed[n].members # {} /\ installed[m].members # {}
            => installed[n].members = installed[m].members

(* Nobody is in RECOVERY of a ring, or has installed it, unless all its members have passed COMMIT. *)
AllPassedCommit ==
    \A n \in Nodes :
        state[n] = "RECOVERY" =>
            \A m \in attempt[n].members : \E t \in commits : t.ring = ring[n] /\ t.from = m

(* The ORF token of a ring exists only when all its members have been in RECOVERY of it. *)
AllInRecoveryBeforeToken ==
    \A id \in DOMAIN orf :
        \A t \in commits : t.ring = id =>
            \A m \in t.members :
                \E u \in commits : u.ring = id /\ u.from = m /\ u.hop > Cardinality(t.members)

(* Messages of a new ring are sent only when all its members have installed it: on the visit after one's own install. *)
SendsFrom == IF Fault = "send in the visit of the install" THEN InstallVisit ELSE InstallVisit + 1
NobodySendsEarly ==
    \A n \in Nodes :
        state[n] = "OPERATIONAL" /\ attempt[n] # None /\ visits[n] >= SendsFrom =>
            orf[ring[n]] >= InstallVisit * Cardinality(attempt[n].members)

(* Who comes along from one ring into the next is seen alike by all who do, and is of one old ring. *)
TransitionalAgree ==
    \A n \in Nodes :
        LET mine == installed[n] IN
        /\ mine.trans \subseteq mine.members
        /\ mine.trans # {} => n \in mine.trans
        /\ \A m \in mine.trans :
              installed[m].id = mine.id => installed[m].old = mine.old /\ installed[m].trans = mine.trans

(* A node's ring sequence grows. A restart may forget an attempt, but none that this node has told of with a commit token. *)
RingSeqGrows ==
    [][\A n \in Nodes :
        ring'[n] # ring[n] =>
            \/ Seq_(ring'[n]) > Seq_(ring[n])
            \/ state[n] = "DOWN" /\ \A t \in commits : t.from = n => Seq_(ring'[n]) > Seq_(t.ring)]_ring
InstalledSeqGrows ==
    [][\A n \in Nodes : installed'[n].id # installed[n].id => Seq_(installed'[n].id) > Seq_(installed[n].id)]_installed

TypeOK ==
    /\ state \in [Nodes -> {"DOWN", "GATHER", "COMMIT", "RECOVERY", "OPERATIONAL"}]
    /\ \A n \in Nodes : stored[n] <= high[n] /\ Seq_(ring[n]) <= high[n]
=============================================================================
