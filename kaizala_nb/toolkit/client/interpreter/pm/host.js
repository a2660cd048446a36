// What a script says to its host, and what it asks of it: texts, numbers and the like, no objects. So nothing that a script
// does to `JSON` or to prototypes changes what is said.

const { stringify, parse } = JSON;
const { apply } = Reflect;
const wellFormed = String.prototype.toWellFormed;
let ended = false; // nothing of a script counts after its end

/** Tells the host something, or asks it: a word, and what belongs to it. The answer is text, or null. */
function tell(...words) {
  if (ended) return null;
  for (let index = 0; index < words.length; index += 1) {
    if (typeof words[index] === "string") words[index] = apply(wellFormed, words[index], []);
  }
  const answer = apply(host, undefined, words);
  if (answer === "enough") ended = true;
  return ended ? null : answer;
}

/** Ends the script, because it wants something that is not there. */
function missing(name) {
  tell("missing", `${name}`);
  ended = true;
  throw new Error(`${name} is not there`);
}
