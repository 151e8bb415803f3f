// What the page of a card or problem needs for its discussion, beside what every page of the room has.

import "./elements/name_list.js";
import "./elements/read_mark.js";
