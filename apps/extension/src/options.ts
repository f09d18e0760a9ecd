import { readHome } from "./capture-address.ts";
import { keepHome, knownHome } from "./home.ts";

const texts = {
  kept: "Kept. The button beside the address bar now adds to your 1:1s there.",
  refused: "This must be an address that begins with https://, such as https://candor.example.org.",
};

const form = document.querySelector("form");
const field = document.querySelector<HTMLInputElement>("#address");
const said = document.querySelector("#said");

if (form && field && said) {
  form.noValidate = true; // what is wrong is said below, also by a screen reader
  void knownHome().then((home) => {
    field.value ||= home ?? "";
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const home = readHome(field.value);
    field.ariaInvalid = String(home === null);
    said.textContent = "";
    if (home === null) {
      said.textContent = texts.refused;
      field.focus();
      return;
    }
    field.value = home;
    void keepHome(home).then(() => {
      said.textContent = texts.kept;
    });
  });
}
