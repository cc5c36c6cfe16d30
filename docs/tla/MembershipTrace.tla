-------------------------- MODULE MembershipTrace ---------------------------
(***************************************************************************)
(* Whether what the nodes of a simulated run have told of themselves is a  *)
(* behaviour of Membership. Of a run the states entered are known, with    *)
(* reason, ring id and, of a ring installed, the members and who came      *)
(* along. What was on the network is not: that is searched. The trace is   *)
(* such a behaviour if NotAllTaken is violated.                            *)
(***************************************************************************)
EXTENDS Membership, MembershipSteps \* Steps: what was seen, in the order of time

VARIABLE position \* steps taken

traceVars == <<vars, position>>

StepsOf(n) == {i \in position + 1..Len(Steps) : Steps[i].node = n}
(* Nothing more is seen of this life of n. *)
MayEnd(n) ==
    LET next == StepsOf(n) IN
    IF next = {} THEN TRUE ELSE Steps[CHOOSE i \in next : \A j \in next : i <= j].reason = 15

Enters(n) == state'[n] = "GATHER" /\ (state[n] # "GATHER" \/ proc'[n] # proc[n] \/ failed'[n] # failed[n])

Gathers(n, reason) ==
    CASE reason \in {0, 3}        -> ~(Agreed(n, consensus[n]) /\ consensus[n] # {n}) /\ ConsensusTimeout(n)
      [] reason = 2               -> state[n] = "OPERATIONAL" /\ TokenLost(n)
      [] reason = 4               -> state[n] = "COMMIT" /\ TokenLost(n)
      [] reason = 5               -> state[n] = "RECOVERY" /\ TokenLost(n)
      [] reason = 6               -> FailedToReceive(n)
      [] reason \in {7, 9}        -> state[n] = "OPERATIONAL" /\ \E m \in Nodes : ForeignMessage(n, m)
      [] reason \in {8, 10}       -> state[n] = "GATHER" /\ \E m \in Nodes : ForeignMessage(n, m)
      [] reason = 11              -> state[n] \in {"GATHER", "OPERATIONAL"} /\ \E j \in joins : ReceiveJoin(n, j) /\ Enters(n)
      [] reason = 12              -> state[n] = "OPERATIONAL" /\ \E j \in joins : ReceiveJoin(n, j) /\ Enters(n)
      [] reason = 13              -> state[n] = "COMMIT" /\ \E j \in joins : ReceiveJoin(n, j) /\ Enters(n)
      [] reason = 14              -> state[n] = "RECOVERY" /\ \E j \in joins : ReceiveJoin(n, j) /\ Enters(n)
      [] reason = 15              -> Restart(n)

Seen(step) ==
    LET n == step.node IN
    /\ CASE step.state = "GATHER"      -> Gathers(n, step.reason)
         [] step.state = "COMMIT"      -> \/ \E j \in joins : ReceiveJoin(n, j)
                                          \/ \E t \in commits : IsFor(n, t) /\ CommitTokenInGather(n, t)
         [] step.state = "RECOVERY"    -> \E t \in commits : IsFor(n, t) /\ CommitTokenInCommit(n, t)
         [] step.state = "OPERATIONAL" -> /\ state[n] = "RECOVERY"
                                          /\ ReceiveOrfToken(n)
                                          /\ installed'[n].members = step.members
                                          /\ installed'[n].trans = step.trans
    /\ state'[n] = step.state
    /\ ring'[n] = step.ring
    /\ position' = position + 1

Hidden ==
    /\ \E n \in Nodes :
        \/ \E j \in joins : ReceiveJoin(n, j) /\ UNCHANGED <<state, proc, failed>>
        \/ SendCommitToken(n)
        \/ \E t \in commits : IsFor(n, t) /\ CommitTokenInRecovery(n, t)
        \/ ReceiveOrfToken(n) /\ UNCHANGED state
        \/ Agreed(n, consensus[n]) /\ consensus[n] # {n} /\ ConsensusTimeout(n)
        \/ MayEnd(n) /\ (Crash(n) \/ Leave(n))
    /\ UNCHANGED position

TraceInit == Init /\ position = 0
TraceNext == (position < Len(Steps) /\ Seen(Steps[position + 1])) \/ Hidden
TraceSpec == TraceInit /\ [][TraceNext]_traceVars

NotAllTaken == position < Len(Steps)
=============================================================================
