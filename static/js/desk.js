// What the desk needs; each module says itself what it is for.

import "./elements/connection_state.js";
import "./elements/time_left.js";
import "./outbox.js";
import "./live.js";
