// What every page does with a script: keeps itself for when there is no network, and sends what waits on this phone.

import * as worker from "./offline/worker.js";
import * as waiting from "./offline/waiting.js";

worker.register();
waiting.show();
document.addEventListener("submit", worker.hold);
