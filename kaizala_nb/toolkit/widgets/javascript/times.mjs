/** Times as people say them, in the time zone of the browser. */

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/**
 * "Tue 24 Nov 14:02"; with its year if that is another one.
 *
 * @param {number} milliseconds since 1970, UTC
 */
export function moment(milliseconds) {
  return [day(milliseconds), clock(milliseconds)].filter(Boolean).join(" ");
}

/**
 * The day of a moment: "Tue 24 Nov".
 *
 * @param {number} milliseconds since 1970, UTC
 */
export function day(milliseconds) {
  const when = new Date(milliseconds);
  const year = when.getFullYear();
  if (!hasCalendar(year)) return "at no time that a calendar has";
  const day = `${DAYS[when.getDay()]} ${when.getDate()} ${MONTHS[when.getMonth()]}`;
  return year === new Date().getFullYear() ? day : `${day} ${year}`;
}

/**
 * The time of day of a moment: "14:02"; "" for a moment that no calendar has.
 *
 * @param {number} milliseconds since 1970, UTC
 */
export function clock(milliseconds) {
  const when = new Date(milliseconds);
  return hasCalendar(when.getFullYear()) ? `${two(when.getHours())}:${two(when.getMinutes())}` : "";
}

/** @param {number} year */
function hasCalendar(year) {
  return year >= 1 && year <= 9999;
}

/**
 * What a field for date and time holds for a moment, in the time zone of the browser: "2030-01-01T09:00:00.000".
 *
 * @param {number} milliseconds since 1970, UTC
 */
export function localTime(milliseconds) {
  if (clock(milliseconds) === "") return "";
  const offset = new Date(milliseconds).getTimezoneOffset() * 60_000;
  return new Date(milliseconds - offset).toISOString().slice(0, -1);
}

/** The zone in words: "your browser's time zone, UTC+05:30 (Asia/Kolkata)". */
export function zone() {
  return `your browser's time zone, ${zoneName()}`;
}

/** The zone by its offset and its name: "UTC+05:30 (Asia/Kolkata)". */
export function zoneName() {
  const minutes = -new Date().getTimezoneOffset();
  const ahead = Math.abs(minutes);
  const offset = minutes ? `UTC${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}` : "UTC";
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${offset}${name && name !== offset ? ` (${name})` : ""}`;
}

/**
 * What somebody put into a field for date and time, in milliseconds since 1970, UTC; null if it is empty.
 *
 * @param {string} value
 * @returns {number | null}
 */
export function millisecondsOf(value) {
  const when = new Date(value).getTime(); // without a zone it is in the browser's
  return Number.isNaN(when) ? null : when;
}
