// What the desk needs; each module says itself what it is for.

import "./elements/brief_note.js";
import "./elements/card_choices.js";
import "./elements/connection_state.js";
import "./elements/kept_draft.js";
import "./elements/count_down.js";
import "./elements/one_by_one.js";
import "./elements/side_sheet.js";
import "./elements/time_left.js";
import "./elements/time_of_day.js";
import "./elements/time_used.js";
import "./elements/typing_note.js";
import "./keys.js";
import "./notices.js";
import "./outbox.js";
import "./live.js";
