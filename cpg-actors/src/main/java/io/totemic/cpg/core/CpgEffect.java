/*
 * Copyright 2026 the Totemic authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.totemic.cpg.core;

import io.totemic.protocol.group.ChangeReason;
import io.totemic.protocol.group.GroupMember;
import io.totemic.protocol.group.MemberEvent;
import io.totemic.protocol.group.SendResult;
import io.totemic.totem.core.OutgoingMessage;

/** What the group service wants done, in this order. */
public sealed interface CpgEffect {

    /** Calls the method of {@code handler} for this effect. */
    void applyTo(Handler handler);

    /** Does effects; one method for each. */
    interface Handler {
        void tell(Tell effect);

        void submit(Submit effect);

        void answer(Answer effect);

        void completeRoom(CompleteRoom effect);

        void completeJoin(CompleteJoin effect);

        void completeLeave(CompleteLeave effect);

        void holdBack(HoldBack effect);

        void putOut(PutOut effect);
    }

    /** Tell a member on this node. */
    record Tell(GroupMember member, MemberEvent event) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.tell(this);
        }
    }

    /** Hand a message over to the token holder. */
    record Submit(OutgoingMessage message) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.submit(this);
        }
    }

    /** The multicast that was given this ticket was delivered to its sender, or never will be: answer it. */
    record Answer(long ticket, SendResult result) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.answer(this);
        }
    }

    /** There is room for who was given this ticket. */
    record CompleteRoom(long ticket) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.completeRoom(this);
        }
    }

    /** The join of a member on this node was delivered. */
    record CompleteJoin(GroupMember member) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.completeJoin(this);
        }
    }

    /** The leave of a member on this node was delivered; it is told nothing more. */
    record CompleteLeave(GroupMember member, ChangeReason reason) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.completeLeave(this);
        }
    }

    /** Hold the ring back, or do so no longer; {@code backlogBytes} wait here, most of them for {@code slowest}. */
    record HoldBack(boolean isHeldBack, GroupMember slowest, long backlogBytes) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.holdBack(this);
        }
    }

    /** The member has taken nothing for too long: it is put out of its group, and what waited for it is dropped. */
    record PutOut(GroupMember member, String group, long backlogBytes) implements CpgEffect {
        @Override
        public void applyTo(final Handler handler) {
            handler.putOut(this);
        }
    }
}
