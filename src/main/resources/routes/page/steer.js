// Buttons: shown where this script runs, since what they ask for needs a header that no form can send.
"use strict";

const said = document.getElementById("said");
const kept = "snowline-said";

function tell(text) {
  said.textContent = text;
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Error(body.detail || "The server answered " + response.status + ".");
  }
  return body;
}

async function ended(action) {
  let current = action;
  while (current.outcome === "RUNNING") {
    tell(current.verb + " of " + current.target + " is under way. You may leave this page; Actions tells what came of it.");
    await new Promise(resolve => setTimeout(resolve, 1000));
    current = await answer(await fetch("/actions/" + current.id + ".json"));
  }
  return current;
}

async function steer(form) {
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const action = await ended(await answer(await fetch(form.dataset.post, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept": "application/json", "X-Snowline": "1" },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    })));
    sessionStorage.setItem(kept, (action.outcome === "DONE" ? "Done: " : "Failed: ") + action.message);
    location.reload();
  } catch (failure) {
    tell("Not done: " + failure.message);
    button.disabled = false;
  }
}

document.querySelectorAll("form[data-post]").forEach(form => {
  form.hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    if (!form.dataset.ask || window.confirm(form.dataset.ask)) {
      steer(form);
    }
  });
});

tell(sessionStorage.getItem(kept) || "");
sessionStorage.removeItem(kept);
