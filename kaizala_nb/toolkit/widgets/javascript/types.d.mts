/** What is given to a widget's module, as far as ours use it. */

export interface Model {
  get(name: string): any;
  on(event: string, heard: (message: any, buffers?: DataView[]) => void): void;
  off(event: string, heard: (message: any, buffers?: DataView[]) => void): void;
  send(message: object, callbacks?: undefined, buffers?: ArrayBuffer[]): void;
  widget_manager?: {
    context?: { path?: string };
    kernel?: { status: string } | null;
    get_model?(id: string): Promise<{ get(name: string): any }>;
    create_view?: unknown;
  };
}

export interface Library {
  version: string;
  modules: Record<string, string>;
  style: string;
}

export interface View {
  model: Model;
  el: HTMLElement;
  style: string;
}
