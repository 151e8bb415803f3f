// What the seat needs; each module says itself what it is for.

import "./elements/brief_note.js";
import "./elements/card_choices.js";
import "./elements/connection_state.js";
import "./elements/count_down.js";
import "./elements/kept_draft.js";
import "./elements/live_test.js";
import "./elements/my_reactions.js";
import "./elements/photo_pick.js";
import "./elements/receipt_code.js";
import "./elements/secret_ballot.js";
import "./elements/time_left.js";
import "./elements/time_used.js";
import "./elements/typing_note.js";
import "./elements/waiting_list.js";
import "./keys.js";
import "./leaving.js";
import "./notices.js";
import "./outbox.js";
import "./live.js";
