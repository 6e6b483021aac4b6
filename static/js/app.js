// What every page does with a script: keeps itself for when there is no network, and sends what waits on this phone.

import * as offline from "./player/offline.js";
import * as waiting from "./player/waiting.js";

offline.register();
waiting.show();
document.addEventListener("submit", offline.hold);
