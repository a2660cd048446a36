// Variables in their scopes: `pm.environment`, `pm.globals`, `pm.collectionVariables`, `pm.iterationData`, `pm.variables`.

const VARIABLE = /\{\{([^{}]*)\}\}/g;
const MOST_ROUNDS = 19; // a value may hold variables again
const LONGEST_TEXT = 20_000_000;

class Variable extends Item {
  get() {
    return this.value;
  }

  set(value) {
    this.value = value;
  }

  toString() {
    return this.value === undefined ? "" : String(this.value);
  }
}

const objectsSet = [];

/** What a script has changed in objects after it has set them, it has changed in the variables. */
function tellChangedObjects() {
  for (const set of objectsSet) {
    const text = stringify(set.value);
    if (text === set.text || set.variable.value !== set.value || set.scope.values.one(set.name) !== set.variable) continue;
    set.text = text;
    tell("change", set.scope.scope, String(set.name), text);
  }
}

/** The variables of one scope. Where a name is not among them, it is looked for in the wider scopes. */
class VariableScope {
  constructor(scope, values, wider = []) {
    const items = Object.entries(values ?? {}).map(([key, value]) => ({ key, value, type: "any" }));
    this.values = new List(Variable, items);
    Object.defineProperty(this, "scope", { value: scope });
    Object.defineProperty(this, "wider", { value: wider });
  }

  find(name) {
    const found = this.values.one(name);
    if (found && !found.disabled) return found;
    for (const other of this.wider) {
      const variable = other.values.one(name);
      if (variable && !variable.disabled) return variable;
    }
    return undefined;
  }

  has(name) {
    return this.find(name) !== undefined;
  }

  get(name) {
    return this.find(name)?.valueOf();
  }

  set(name, value) {
    const own = this.values.one(name);
    if (own) own.set(value);
    else this.values.add({ key: name, value, type: "any" });
    const text = stringify(value) ?? "null";
    if (isObject(value)) objectsSet.push({ scope: this, name, value, text, variable: this.values.one(name) });
    tell("change", this.scope, String(name), text);
  }

  unset(name) {
    this.values.remove((variable) => variable.key === name);
    tell("change", this.scope, String(name), null);
  }

  clear() {
    for (const { key } of this.values.members) tell("change", this.scope, String(key), null);
    this.values.clear();
  }

  toObject() {
    const all = {};
    for (const scope of [...this.wider].reverse()) Object.assign(all, scope.values.toObject(true));
    return Object.assign(all, this.values.toObject());
  }

  syncVariablesTo(object = {}) {
    return Object.assign(object, this.values.toObject());
  }

  toJSON() {
    return { values: this.values.toJSON() };
  }

  /** A text, or any value of JSON, with the values in place of variables. What has no value stays as it is. */
  replaceIn(template) {
    if (typeof template === "string") return this.filled(template);
    if (Array.isArray(template)) return template.map((one) => this.replaceIn(one));
    if (!isObject(template)) return template;
    return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, this.replaceIn(one)]));
  }

  filled(text) {
    for (let round = 0; round < MOST_ROUNDS && text.includes("{{"); round += 1) {
      const next = text.replace(VARIABLE, (written, name) => {
        const variable = this.find(name);
        if (variable) return String(variable);
        return (name.startsWith("$") && tell("dynamic", name)) || written;
      });
      if (next === text || next.length > LONGEST_TEXT) break;
      text = next;
    }
    return text;
  }
}
