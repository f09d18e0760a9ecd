/** Prints a text alone, whatever screen shows. */
export function printCode(text: string): void {
  const sheet = document.createElement("pre");
  sheet.className = "print-alone";
  sheet.textContent = text;
  document.body.append(sheet);
  document.documentElement.classList.add("is-printing-alone");
  const done = () => {
    sheet.remove();
    document.documentElement.classList.remove("is-printing-alone");
  };
  addEventListener("afterprint", done, { once: true });
  print();
}
