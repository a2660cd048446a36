// QuickJS leaves a date as it is where a part of it is set to what is no number. By the language, it is no date any more.

const PARTS = ["Milliseconds", "Seconds", "Minutes", "Hours", "Date", "Month", "FullYear"];
for (const name of PARTS.flatMap((part) => [`set${part}`, `setUTC${part}`])) {
  const set = Date.prototype[name];
  Object.defineProperty(Date.prototype, name, {
    value(...given) {
      return given.some((one) => Number.isNaN(Number(one))) ? this.setTime(NaN) : set.apply(this, given);
    },
    writable: true,
    configurable: true,
  });
}
