------------------------------ MODULE Ordering ------------------------------
(***************************************************************************)
(* The order of one ring and its end: the token, loss and retransmission,  *)
(* what is freed, agreed and safe delivery; then attempts to form the next *)
(* ring, what they exchange, and what is delivered before it. As           *)
(* TokenArrival, TokenVisit, RingFrames and CommitRound do it. README.md   *)
(* says what is modelled and what is not.                                  *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets, Sequences, TLC

CONSTANTS
    Nodes,        \* 1..N, the members in the order of the ring
    MaxFrames,    \* frames sent in one behaviour
    MaxHops,      \* hops of the token
    MaxAttempts,  \* attempts to form the next ring
    Together,     \* whether all leave the ring at the same moment, to have fewer states
    Fault         \* the planted fault, "none" for the protocol

VARIABLES
    token,      \* [hop, seq, aru, aruAddress, requests] as it was sent last
    older,      \* the token before it, if a fault takes it again
    lastHop,    \* hop of the last token that each node accepted
    lastAru,    \* its aru
    safeUpTo,   \* all members hold all frames up to this, as far as this node knows
    freed,      \* highest seq freed
    has,        \* frames that each node has received or sent, freed ones included
    delivered,  \* highest seq delivered in the regular configuration
    mode,       \* "ring", "gather", "recovery", "installed"
    obliged,    \* seqs that are delivered even beyond a hole
    attempts,   \* [members, sent, highestDelivered, recovered] of each attempt
    outcome     \* once installed: [attempt, all]: seqs delivered of this ring

vars == <<token, older, lastHop, lastAru, safeUpTo, freed, has, delivered, mode, obliged, attempts, outcome>>
ringVars == <<token, older, lastHop, lastAru, safeUpTo, freed>>

N == Cardinality(Nodes)
Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b
MaxOf(S) == CHOOSE x \in S : \A y \in S : y <= x
MinOf(S) == CHOOSE x \in S : \A y \in S : x <= y

Seqs(frames) == {f.seq : f \in frames}
Frame(frames, seq) == CHOOSE f \in frames : f.seq = seq
HighSeq(frames) == IF frames = {} THEN 0 ELSE MaxOf(Seqs(frames))
Aru(frames) == MaxOf({a \in 0..HighSeq(frames) : 1..a \subseteq Seqs(frames)})

(* In order up to the first hole or the first safe frame that is not confirmed. *)
InOrder(frames, from, confirmed) ==
    MaxOf({d \in from..Max(from, IF Fault = "ignore holes" THEN HighSeq(frames) ELSE Aru(frames)) :
              \A s \in (from + 1..d) \cap Seqs(frames) : Frame(frames, s).safe => s <= confirmed \/ Fault = "safe at own receipt"})

NoToken == [hop |-> 0, seq |-> 0, aru |-> 0, aruAddress |-> 0, requests |-> {}]

Init ==
    /\ token = NoToken
    /\ older = token
    /\ lastHop = [n \in Nodes |-> 0]
    /\ lastAru = [n \in Nodes |-> 0]
    /\ safeUpTo = [n \in Nodes |-> 0]
    /\ freed = [n \in Nodes |-> 0]
    /\ has = [n \in Nodes |-> {}]
    /\ delivered = [n \in Nodes |-> 0]
    /\ mode = [n \in Nodes |-> "ring"]
    /\ obliged = [n \in Nodes |-> {}]
    /\ attempts = <<>>
    /\ outcome = [n \in Nodes |-> [attempt |-> 0, all |-> {}]]

(***************************************************************************)
(* A visit of the token                                                    *)
(***************************************************************************)
Listens(n) == mode[n] \in {"ring", "gather"}

(* Frames arrive at once or not at all; a late one is one that was lost and sent again. *)
Receive(n, own, arrivals) ==
    has' = [m \in Nodes |->
               IF m = n THEN has[m] \cup own
               ELSE IF Listens(m) THEN has[m] \cup {f \in arrivals[m] : f.seq \notin Seqs(has[m])} ELSE has[m]]

Visit(n, arrived) ==
    LET aru == Aru(has[n])
        covered == IF Fault = "covered by one aru" THEN arrived.aru ELSE Min(arrived.aru, lastAru[n])
        safe == Max(safeUpTo[n], Min(covered, aru))
        again == {f \in has[n] : f.seq \in arrived.requests /\ f.seq > freed[n]}
        holes == {s \in 1..arrived.seq : s \notin Seqs(has[n])} IN
    /\ mode[n] = "ring"
    /\ n = (arrived.hop % N) + 1
    /\ arrived.hop >= lastHop[n] \/ Fault = "accept a repeated token"
    /\ \E new \in {{}} \cup {{[seq |-> arrived.seq + 1, from |-> n, safe |-> s, hop |-> token.hop, knows |-> delivered[n]]} :
                               s \in BOOLEAN} :
       \E arrivals \in [Nodes \ {n} -> SUBSET (new \cup again)] :
          LET seq == arrived.seq + Cardinality(new)
              mine == IF aru = arrived.seq THEN seq ELSE aru
              writes == \/ arrived.aruAddress \in {0, n}
                        \/ mine < arrived.aru
                        \/ Fault = "anybody raises the aru" IN
          /\ seq <= MaxFrames
          /\ token' = [hop |-> arrived.hop + 1,
                       seq |-> seq,
                       aru |-> IF writes THEN mine ELSE arrived.aru,
                       aruAddress |-> IF ~writes THEN arrived.aruAddress ELSE IF mine = seq THEN 0 ELSE n,
                       requests |-> (arrived.requests \ Seqs(again)) \cup holes]
          /\ older' = IF Fault = "accept a repeated token" THEN arrived ELSE older
          /\ Receive(n, new, arrivals)
          /\ freed' = [freed EXCEPT ![n] = Max(@, Min(safe, delivered[n]))]
          /\ safeUpTo' = [safeUpTo EXCEPT ![n] = safe]
          /\ delivered' = [m \in Nodes |->
                              IF mode[m] = "ring" THEN InOrder(has'[m], delivered[m], safeUpTo'[m]) ELSE delivered[m]]
    /\ lastHop' = [lastHop EXCEPT ![n] = arrived.hop + 1]
    /\ lastAru' = [lastAru EXCEPT ![n] = arrived.aru]
    /\ UNCHANGED <<mode, obliged, attempts, outcome>>

TakeToken(n) == Visit(n, token) \/ (Fault = "accept a repeated token" /\ Visit(n, older))

(***************************************************************************)
(* The end of the ring                                                     *)
(***************************************************************************)
(* The token is lost, or a JOIN comes: nothing is delivered any more. *)
Suspend(n) ==
    LET going == IF Together THEN Nodes ELSE {n} IN
    /\ MaxAttempts > 0
    /\ mode[n] = "ring"
    /\ mode' = [m \in Nodes |-> IF m \in going THEN "gather" ELSE mode[m]]
    \* What nobody will look at again is forgotten, to have fewer states.
    /\ lastHop' = [m \in Nodes |-> IF m \in going THEN 0 ELSE lastHop[m]]
    /\ lastAru' = [m \in Nodes |-> IF m \in going THEN 0 ELSE lastAru[m]]
    /\ token' = IF \E m \in Nodes \ going : mode[m] = "ring" THEN token ELSE NoToken
    /\ UNCHANGED <<older, safeUpTo, freed, has, delivered, obliged, attempts, outcome>>

(* RingFrames.oblige: others may have installed the attempt that failed here. *)
Obliged(n, members) ==
    {f.seq : f \in {g \in has[n] : g.seq > Aru(has[n]) /\ g.from \in members}}

(* The attempt that n is in. *)
Current(n) == CHOOSE i \in DOMAIN attempts :
                  n \in attempts[i].members /\ \A j \in DOMAIN attempts : n \in attempts[j].members => j <= i

(* What n has of its attempt arrives: each of these frames was put into a frame of the next ring by r.by. *)
Absorb(n, records) ==
    has' = [has EXCEPT ![n] = @ \cup {f \in {r.frame : r \in records} : f.seq \notin Seqs(has[n])}]

ObligedBy(records) == {r.frame.seq : r \in {q \in records : q.obligation}}

(* n has all that was sent, and the token says so to it and to the others. *)
Recovered(n) ==
    LET a == attempts[Current(n)] IN
    /\ mode[n] = "recovery"
    /\ n \notin a.recovered
    /\ Absorb(n, a.sent)
    /\ obliged' = [obliged EXCEPT ![n] = @ \cup ObligedBy({r \in a.sent : r.by # n})]
    /\ attempts' = [attempts EXCEPT ![Current(n)].recovered = @ \cup {n}]
    /\ UNCHANGED <<ringVars, delivered, mode, outcome>>

(* The attempt fails here. What it has brought so far stays: all, if n had recovered. *)
GiveUp(n) ==
    LET a == attempts[Current(n)] IN
    /\ mode[n] = "recovery"
    /\ Len(attempts) < MaxAttempts
    /\ mode' = [mode EXCEPT ![n] = "gather"]
    /\ IF n \in a.recovered
         THEN /\ obliged' = [obliged EXCEPT ![n] =
                    IF Fault = "no obligations" THEN @ ELSE @ \cup Obliged(n, a.members)]
              /\ UNCHANGED has
         ELSE \E brought \in SUBSET {r \in a.sent : r.by # n} :
              /\ Absorb(n, brought)
              /\ obliged' = [obliged EXCEPT ![n] = @ \cup ObligedBy(brought)]
    /\ UNCHANGED <<ringVars, delivered, attempts, outcome>>

(* What n sends again: CommitRound.sendsFromSeq. *)
SendsFrom(n, members) ==
    LET arus == {Aru(has[m]) : m \in members}
        speaker == MinOf({m \in members : Aru(has[m]) = MaxOf(arus)}) IN
    IF n = speaker THEN MinOf(arus) + 1 ELSE MaxOf(arus) + 1

IsExchangeNeeded(members) ==
    \E n \in members : Aru(has[n]) # HighSeq(has[n]) \/ \E m \in members : Aru(has[m]) > Aru(has[n])

Sent(members) ==
    IF ~IsExchangeNeeded(members) \/ Fault = "no exchange" THEN {}
    ELSE UNION {{[by |-> n, frame |-> f, obligation |-> f.seq \in obliged[n]] :
                    f \in {g \in has[n] : g.seq > freed[n] /\ g.seq >= SendsFrom(n, members)
                                           /\ (g.seq <= MaxOf({Aru(has[m]) : m \in members})
                                               \/ Fault # "nothing is sent beyond the highest aru")}} :
                n \in members}

(* COMMIT and RECOVERY begin: the old ring is sealed at all members of the attempt. *)
Attempt(members) ==
    /\ Len(attempts) < MaxAttempts
    /\ members # {}
    /\ \A n \in members : mode[n] = "gather"
    /\ attempts' = Append(attempts,
          [members |-> members,
           sent |-> Sent(members),
           highestDelivered |-> MaxOf({delivered[n] : n \in members}),
           recovered |-> {}])
    /\ mode' = [n \in Nodes |-> IF n \in members THEN "recovery" ELSE mode[n]]
    /\ UNCHANGED <<ringVars, has, delivered, obliged, outcome>>

(* All have told: the rest of the old ring is delivered, and the next one is in force. *)
Install(n) ==
    LET a == attempts[Current(n)]
        confirmed == IF Fault = "confirmed at the end" THEN MaxFrames ELSE Max(safeUpTo[n], a.highestDelivered)
        regular == InOrder(has[n], delivered[n], confirmed)
        tail == {f \in has[n] : f.seq > regular /\
                    (f.seq <= Aru(has[n]) \/ (f.from \in a.members /\ Fault # "nothing beyond holes") \/ f.seq \in obliged[n]
                     \/ Fault = "deliver beyond holes")} IN
    /\ mode[n] = "recovery"
    /\ a.recovered = a.members
    /\ mode' = [mode EXCEPT ![n] = "installed"]
    /\ delivered' = [delivered EXCEPT ![n] = regular]
    /\ outcome' = [outcome EXCEPT ![n] = [attempt |-> Current(n), all |-> 1..regular \cup Seqs(tail)]]
    /\ UNCHANGED <<ringVars, has, obliged, attempts>>

Next ==
    \/ \E n \in Nodes :
        TakeToken(n) \/ Suspend(n) \/ Recovered(n) \/ GiveUp(n) \/ Install(n)
    \/ \E members \in SUBSET Nodes : Attempt(members)

Spec == Init /\ [][Next]_vars

Bound == token.hop <= MaxHops

(***************************************************************************)
(* Invariants                                                              *)
(***************************************************************************)
AllFrames == UNION {has[n] : n \in Nodes}

(* A seq belongs to one frame: one total order. *)
OneOrder == \A f, g \in AllFrames : f.seq = g.seq => f = g

(* What is delivered in the regular configuration has no hole. *)
NoGap == \A n \in Nodes : 1..delivered[n] \subseteq Seqs(has[n])

(* A frame is freed only if all members have received it. *)
FreedByAll == \A n, m \in Nodes : 1..freed[n] \subseteq Seqs(has[m])

(* A safe frame is delivered in the regular configuration only if all its members hold it. *)
SafeHeldByAll ==
    \A n, m \in Nodes : \A f \in has[n] :
        f.safe /\ f.seq <= delivered[n] => f \in has[m]

(* Each node delivers what it has sent. *)
SelfDelivery ==
    \A n \in Nodes : mode[n] = "installed" => {f.seq : f \in {g \in has[n] : g.from = n}} \subseteq outcome[n].all

(* Who goes together into the next ring has delivered the same of this one. *)
VirtualSynchrony ==
    \A n, m \in Nodes :
        mode[n] = "installed" /\ mode[m] = "installed" /\ outcome[n].attempt = outcome[m].attempt
            => outcome[n].all = outcome[m].all

(* What one delivers in a configuration its other members deliver too, also those whose attempt failed at the last moment. *)
MembersDeliver ==
    \A n, m \in Nodes :
        mode[n] = "installed" /\ mode[m] = "installed" /\ m \in attempts[outcome[n].attempt].members
            => outcome[n].all \subseteq outcome[m].all

(* The same for safe frames that were delivered while the ring lasted. *)
SafeIsDelivered ==
    \A n, m \in Nodes : \A f \in has[n] :
        f.safe /\ f.seq <= delivered[n] /\ mode[m] = "installed" => f.seq \in outcome[m].all

(* Nothing is delivered without what its sender had delivered before it. *)
Causality ==
    \A n \in Nodes : \A f \in has[n] :
        mode[n] = "installed" /\ f.seq \in outcome[n].all => 1..f.knows \subseteq outcome[n].all
=============================================================================
