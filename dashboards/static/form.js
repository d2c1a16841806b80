// What a browser can add to the form, which is whole without it.
const form = document.querySelector("form");
const send = form.querySelector(".send");
const text = send.textContent;
let answered = "answered" in form.dataset;
let sending = false;

// Hide what the answers so far do not ask; the server decides again.
function ask() {
  const given = new FormData(form);
  const unasked = new Set();
  for (const question of form.querySelectorAll("[data-if]")) {
    const { if: name, any } = question.dataset;
    const leads = (code) => any.split(" ").includes(code);
    question.hidden = unasked.has(name) || !given.getAll(name).some(leads);
    if (question.hidden) for (const box of question.querySelectorAll("[name]")) unasked.add(box.name);
  }
  for (const clear of form.querySelectorAll(".clear"))
    clear.hidden = !clear.parentNode.querySelector(":checked");
}

// A radio button cannot be unticked: offer to clear its group.
for (const group of form.querySelectorAll("[role=radiogroup]")) {
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "clear";
  clear.textContent = form.dataset.clear;
  clear.onclick = () => {
    const chosen = group.querySelector(":checked");
    chosen.checked = false;
    chosen.focus();
    ask();
  };
  group.append(clear);
}

function hold(busy, words) {
  sending = busy;
  send.textContent = words;
  for (const button of form.querySelectorAll("button")) button.disabled = busy;
}

form.oninput = () => {
  answered = true;
  ask();
};
form.onsubmit = (event) => {
  if (sending) return event.preventDefault();
  sending = true;
  // Not at once: the name of a disabled button would not be sent.
  const sends = [undefined, "", send.value].includes(event.submitter?.value);
  setTimeout(hold, 0, true, (sends && send.dataset.sending) || text);
  setTimeout(hold, 9000, false, text);
};
onbeforeunload = (event) => {
  if (answered && !sending && !form.dataset.kept) event.preventDefault();
};
onpageshow = () => {
  hold(false, text);
  ask();
};
document.documentElement.className = "js";
