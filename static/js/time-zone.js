// Tells the server in which time zone this browser is, so that a day begins at the user's own midnight.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
for (const field of document.querySelectorAll("input[type=hidden][name=time_zone]")) field.value = zone;
