// What the shared screen needs: it hears and counts, it never asks for a change.

import "./elements/brief_note.js";
import "./elements/count_down.js";
import "./elements/paged_board.js";
import "./elements/time_left.js";
import "./elements/time_of_day.js";
import "./elements/time_used.js";
import "./elements/typing_note.js";
import "./live.js";
