// The language and the names that scripts find; what newman makes of it is recorded.
const show = (name, value) => pm.test(name, () => pm.expect(value).to.equal("nothing"));
for (const name of ["TextEncoder", "URL", "URLSearchParams", "fetch", "process", "structuredClone", "window", "chai", "moment"]) {
  show(name, typeof eval(`typeof ${name} === "undefined" ? undefined : ${name}`));
}
show("base64", btoa("Hello, wörld"));
show("from base64", atob("SGVsbG8="));
show("buffer", Buffer.from("Zoë").toString("base64"));
show("from buffer", Buffer.from("Wm/Dqw==", "base64").toString("utf8"));
show("hex", Buffer.from("Zoë").toString("hex"));
const crypto = require("crypto-js");
for (const name of ["MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512"]) {
  show(name, crypto[name]("Zoë").toString());
  show(`Hmac${name}`, crypto[`Hmac${name}`]("message", "key").toString(crypto.enc.Base64));
  show(`${name} with words`, CryptoJS[`Hmac${name}`](CryptoJS.enc.Hex.parse("00ff10"), CryptoJS.SHA256("k")).toString());
}
show("utf8", CryptoJS.enc.Utf8.parse("Zoë").toString());
show("base64 words", CryptoJS.enc.Base64.stringify(CryptoJS.enc.Utf8.parse("Zoë!")));
show("words", JSON.stringify(CryptoJS.enc.Latin1.parse("abcdef").words));
show("size", CryptoJS.enc.Latin1.parse("abcdef").sigBytes);
show("text of words", CryptoJS.enc.Utf8.stringify(CryptoJS.enc.Base64.parse("Wm/Dqw==")));
show("plus", `${CryptoJS.MD5("a")}`);
implicit = 5;
show("implicit", implicit);
show("optional", pm.response.json()?.nested?.x?.y ?? 0);
show("sorted", [3, 1, 2].sort().concat([...new Set([1, 1])]).join());
show("json", JSON.stringify({ a: undefined, b: [undefined], c: new Date(0), d: NaN }));
show("regexp", "2020-01-02".replace(/(?<y>\d+)-(?<m>\d+)/, "$<m>/$<y>"));
show("date", new Date("2020-02-03T04:05:06Z").toISOString());
show("no date", new Date(new Date(0).setSeconds(undefined)).getTime());
show("date set", new Date(new Date(0).setUTCHours(5, 6)).toISOString());
show("number", (1234.5678).toFixed(2));
show("uri", encodeURIComponent("a b&c/ä"));
show("chained", pm.test("inner", () => {}) === pm);
show("index", pm.test.index() > 0);
show("this", typeof this);
pm.test("calls back", (done) => setTimeout(() => done(), 1));
pm.test("calls back with an error", (done) => setTimeout(() => done(new Error("late")), 2));
pm.test.skip("skipped", () => {});
setTimeout(() => pm.test("in a timer", () => pm.expect(1).to.equal(2)), 20);
if (pm.response.code === 200) return;
pm.test("never", () => {});
