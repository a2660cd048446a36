/** A control: the node for one entry of a form, and what can be done with it. See `entry.py` for what an entry is. */

/** An entry as Python describes it. */
export interface Description {
  type: string;
  label?: string;
  wire?: string;
  hint?: string;
  name?: string;
  help?: string;
  required?: boolean;
  longest?: number;
  choices?: any[];
  optional?: boolean;
  parts?: Description[];
  only?: { part: string; values: string[] };
  row?: Description;
  blank?: any;
  noun?: string;
  flat?: boolean;
  here?: string;
  /** Whether the file has it switched off, and nothing is filled in. */
  off?: boolean;
}

/** What is said of an entry and its parts, by their paths; `path` is where this entry is. */
export interface Said {
  problems: Record<string, string>;
  notes: Record<string, { at: number; sent: string }>;
  path: string;
  /** The id of a problem of what holds this entry, which is its first part. */
  outer?: string;
}

export interface Control {
  node: HTMLElement;
  /** What stands in it. */
  read(): any;
  write(raw: any): void;
  /** Show what has changed in the description, and what is said. */
  update(description: Description, said: Said): void;
  /** The element that gets the focus for a path in it, "" for itself. */
  find(path: string): HTMLElement;
}

/** What a control tells its form. */
export interface Context {
  /** The field of the form that it belongs to. */
  name: string;
  /** A key was pressed: keep the text. */
  typing(): void;
  /** It was left, or changed. */
  changed(): void;
  /** Enter was pressed in a line of text. */
  entered(): void;
  /** Let a screen reader say it. */
  say(text: string): void;
  /** Send a message to the kernel. */
  send(message: object, buffers?: ArrayBuffer[]): void;
  /** Hear messages of the kernel. */
  hear(heard: (message: any) => void): void;
  /** A file is on its way, or no more. */
  waits(id: string, whether: boolean): void;
  /** It holds no more than it must: whether it is a field, a part or a row. */
  top: boolean;
}
