// What a page needs on which a card is written; each module says itself what it is for.

import "./elements/card_stepper.js";
import "./elements/long_field.js";
import "./elements/shared_field.js";
