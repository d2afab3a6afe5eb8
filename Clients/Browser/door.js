// Asks the person for what the page was not told: which broker, or who they are.

import { addressOf, problemOf } from "./settings.js";

/**
 * Asks which broker to connect to, and goes there.
 *
 * @param {HTMLFormElement} form of index.html
 * @param settings what is known; `problem` is said
 */
export function askForBroker(form, settings) {
  const fields = form.elements;
  fields.broker.value = settings.broker ?? "";
  fields.prefix.value = settings.prefix;
  open(form, "broker", settings.problem ?? "Where are the pictures?");
  form.onsubmit = (event) => {
    event.preventDefault();
    const broker = fields.broker.value.trim();
    const problem = problemOf(broker, location);
    if (problem !== null) {
      say(form, problem);
      return;
    }
    location.assign(addressOf(location.href, {
      broker, prefix: fields.prefix.value.trim(), channel: settings.channel,
    }));
  };
}

/** Whether the form stands there with that question. */
export function isAskingForBroker(form) {
  return !form.hidden && !form.querySelector('fieldset[data-asks="broker"]').hidden;
}

/** Asks for a name and a password, which `identify` then gets. They are kept nowhere. */
export function askWho(form, host, wasRefused, identify) {
  open(form, "person", wasRefused
    ? `${host} knows no such name and password.` : `${host} asks who you are.`);
  form.onsubmit = (event) => {
    event.preventDefault();
    form.hidden = true;
    identify(form.elements.username.value, form.elements.password.value);
  };
}

function open(form, kind, question) {
  for (const group of form.querySelectorAll("fieldset")) {
    group.hidden = group.disabled = group.dataset.asks !== kind;
  }
  say(form, question);
  form.hidden = false;
  form.querySelector(`fieldset[data-asks="${kind}"] input`).focus();
}

function say(form, question) { form.querySelector(".question").textContent = question; }
