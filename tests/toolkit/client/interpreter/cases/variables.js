// What is looked up and set in all scopes; what newman makes of it is recorded.
const show = (name, value) => pm.test(name, () => pm.expect(value).to.equal("nothing"));
for (const scope of ["environment", "globals", "collectionVariables", "variables", "iterationData"]) {
  const values = pm[scope];
  for (const name of ["v", "g", "c", "row", "both", "none"]) {
    show(`${scope} ${name}`, values.get(name));
    show(`${scope} has ${name}`, values.has(name));
  }
  show(`${scope} all`, JSON.stringify(values.toObject()));
  show(`${scope} filled`, values.replaceIn("{{v}}-{{g}}-{{c}}-{{row}}-{{both}}-{{none}}-{{nest}}"));
}
show("object", JSON.stringify(pm.variables.replaceIn({ a: "{{v}}", b: ["{{g}}", 1] })));
show("guid", /^[0-9a-f-]{36}$/.test(pm.variables.replaceIn("{{$guid}}")));
show("timestamp", /^\d{10}$/.test(pm.variables.replaceIn("{{$timestamp}}")));
pm.environment.set("v", "new");
show("after set", pm.variables.get("v"));
pm.environment.set("number", 5);
pm.environment.set("truth", false);
pm.environment.set("object", { a: [1, null] });
pm.environment.set("nothing", null);
pm.environment.set("lost", undefined);
show("number", pm.environment.get("number"));
show("filled with number", pm.variables.replaceIn("{{number}} {{truth}} {{object}} {{nothing}}"));
pm.globals.set("both", "of globals");
show("both", pm.variables.get("both"));
pm.variables.set("local", 1);
pm.variables.set("both", "of local");
show("both with local", pm.variables.get("both"));
pm.collectionVariables.unset("c");
show("after unset", pm.variables.get("c"));
pm.environment.unset("not there");
pm.globals.clear();
show("after clear", JSON.stringify(pm.globals.toObject()));
postman.setEnvironmentVariable("old", 5);
show("old", pm.environment.get("old"));
show("old get", postman.getEnvironmentVariable("old"));
postman.setEnvironmentVariable("old object", { a: 1 });
show("old object", pm.environment.get("old object"));
postman.setGlobalVariable("old global", true);
show("old global", postman.getGlobalVariable("old global"));
postman.clearGlobalVariable("old global");
postman.clearEnvironmentVariable("number");
show("environment object", environment.v);
show("globals object", typeof globals.g);
show("data object", data.row);
show("env values", pm.environment.values.map((one) => one.key).join());
show("env filter", pm.environment.values.filter((one) => one.key === "v").length);
postman.setNextRequest("Another");
