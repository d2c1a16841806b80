// Let people see the password they type; without this script they type it unseen.
for (const box of document.querySelectorAll("[data-shows]")) {
  const password = document.getElementById(box.dataset.shows);
  box.closest("[hidden]").hidden = false;
  box.addEventListener("change", () => {
    password.type = box.checked ? "text" : "password";
  });
  password.form.addEventListener("submit", () => {
    password.type = "password"; // so that browsers offer to keep it, and never as plain text
  });
}
