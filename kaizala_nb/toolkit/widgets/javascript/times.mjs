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
  const when = new Date(milliseconds);
  const year = when.getFullYear();
  if (!(year >= 1 && year <= 9999)) return "at no time that a calendar has";
  const day = `${DAYS[when.getDay()]} ${when.getDate()} ${MONTHS[when.getMonth()]}`;
  const named = year === new Date().getFullYear() ? day : `${day} ${year}`;
  return `${named} ${two(when.getHours())}:${two(when.getMinutes())}`;
}

/** The zone in words: "your browser's time zone, UTC+05:30 (Asia/Kolkata)". */
export function zone() {
  const minutes = -new Date().getTimezoneOffset();
  const ahead = Math.abs(minutes);
  const offset = minutes ? `UTC${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}` : "UTC";
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `your browser's time zone, ${offset}${name && name !== offset ? ` (${name})` : ""}`;
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
