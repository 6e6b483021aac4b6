// The print button. Without a script the browser's own menu prints the page just as well.
const button = document.querySelector("#print");
button.hidden = false;
button.addEventListener("click", () => print());
