// What the shared screen needs: it hears and counts, it never asks for a change.

import "./elements/time_left.js";
import "./live.js";
