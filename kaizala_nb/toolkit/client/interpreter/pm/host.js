// What a script says to its host, and what it asks of it. Everything is text.

let ended = false; // nothing of a script counts after its end

/** Tells the host something that needs no answer. */
function tell(kind, content) {
  if (!ended && host(kind, JSON.stringify(content)) === "enough") ended = true;
}

/** Asks the host something; the answer is text, or null. */
function ask(kind, content) {
  return ended ? null : host(kind, JSON.stringify(content));
}

/** Ends the script, because it wants something that is not there. */
function missing(name) {
  tell("missing", String(name));
  ended = true;
  throw new Error(`${name} is not there`);
}
