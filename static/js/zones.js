// The time zones that this browser knows, to choose from while one is typed.

const field = document.querySelector("input[list=time-zones]");

function offer() {
  const zones = Intl.supportedValuesOf?.("timeZone") ?? [];
  field.list.append(...zones.map((value) => Object.assign(document.createElement("option"), { value })));
}

field.addEventListener("focus", offer, { once: true });
