/**
 * Opens a Postman collection as a notebook, from JupyterLab's file browser, launcher and command palette.
 *
 * This is an extension of JupyterLab as its builder would make one, written by hand: a container of module federation, which gives
 * one module. The notebook is written by the server, in kaizala_nb/course/teaching/lab_server.py.
 */
(() => {
  const NAME = "kaizala-nb";
  const OPEN = `${NAME}:open`;
  const OPEN_SELECTED = `${NAME}:open-selected`;
  const SHOWN = 15000; // milliseconds that a notification stays
  const LONGEST = 140; // characters of it that JupyterLab shows

  const ENVELOPE = `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
    <path class="jp-icon3" fill="#616161" d="M3 5h18a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zm1.6 2
      7.4 5.9L19.4 7zM4 8.9V17h16V8.9l-8 6.4z"/></svg>`;

  /**
   * What is used of JupyterLab.
   * @typedef {{ path: string, name: string, type: string }} File
   * @typedef {{ button: { accept: boolean }, value: File[] | null }} Chosen
   * @typedef {{ selectedItems(): Iterable<File>, model: { refresh(): Promise<void> } }} FileBrowser
   * @typedef {{ tracker: { currentWidget: FileBrowser | null } }} FileBrowsers
   * @typedef {{ add(item: object): void }} Launcher
   * @typedef {{ addItem(item: object): void }} Palette
   * @typedef {{ localPath(path: string): string, driveName(path: string): string }} Contents
   * @typedef {{ serverSettings: { baseUrl: string }, contents: Contents }} Services
   * @typedef {{ addCommand(id: string, command: object): void, execute(id: string, values: object): Promise<unknown> }} Commands
   * @typedef {{ commands: Commands, contextMenu: Launcher & Palette, serviceManager: Services }} Application
   * @typedef {{ ok: boolean, json(): Promise<{ message?: string, notebook?: string, lines?: string[] }> }} Answer
   *
   * @typedef {{ get(): Promise<() => any>, loaded?: unknown }} Shared  A package of JupyterLab's own, of any kind.
   * @typedef {Record<string, Record<string, Shared>>} Scope
   */

  /** @type {Scope} */
  let scope = {};

  /**
   * A package that JupyterLab shares.
   * @param {string} name
   */
  async function shared(name) {
    const versions = Object.values(scope[`@jupyterlab/${name}`] ?? {});
    const one = versions.find((version) => version.loaded) ?? versions.at(-1);
    if (!one) throw new Error(`This JupyterLab does not share its ${name}.`);
    return (await one.get())();
  }

  /**
   * Whether a file may be a collection, by its name.
   * @param {string} name
   */
  const mayBeCollection = (name) => /\.json$/i.test(name) && !/\.postman_(environment|globals)\.json$/i.test(name);

  /** The plugin; it gets the packages with their tokens. */
  async function plugin() {
    const names = ["apputils", "coreutils", "docmanager", "filebrowser", "launcher", "services", "ui-components"];
    const [apputils, coreutils, docmanager, filebrowser, launcher, services, components] = await Promise.all(names.map(shared));
    const { Dialog, Notification, showDialog, showErrorMessage } = apputils;

    /**
     * Shows sentences for a while; those that are too long for that, by a button.
     * @param {string[]} lines
     */
    function tell(lines) {
      const text = lines.join("\n");
      const all = () => void showDialog({ title: "Postman collection", body: lines.join(" "), buttons: [Dialog.okButton()] });
      const actions = text.length > LONGEST ? [{ label: "Read all", callback: all }] : [];
      Notification.success(text, { autoClose: SHOWN, actions });
    }

    /**
     * Has the server write the notebook of a collection, and opens it.
     * @param {Application} app
     * @param {FileBrowsers | null} browsers
     * @param {string} path
     */
    async function open(app, browsers, path) {
      const { contents, serverSettings } = app.serviceManager;
      const address = coreutils.URLExt.join(serverSettings.baseUrl, NAME, "notebook");
      const request = { method: "POST", body: JSON.stringify({ path: contents.localPath(path) }) };
      /** @type {Awaited<ReturnType<Answer["json"]>>} */
      let said = {};
      try {
        /** @type {Answer} */
        const answer = await services.ServerConnection.makeRequest(address, request, serverSettings);
        said = await answer.json();
      } catch {
        said.message = "Jupyter's server did not answer, or not in words. Is it running?";
      }
      if (said.notebook === undefined) {
        await showErrorMessage("No notebook was written", said.message || "The server did not say why. Look into its log.");
        return;
      }
      const drive = contents.driveName(path);
      await browsers?.tracker.currentWidget?.model.refresh();
      await app.commands.execute("docmanager:open", { path: drive ? `${drive}:${said.notebook}` : said.notebook });
      tell(said.lines ?? []);
    }

    return {
      id: `${NAME}:opening`,
      description: "Opens a Postman collection as a notebook.",
      autoStart: true,
      requires: [docmanager.IDocumentManager],
      optional: [filebrowser.IFileBrowserFactory, launcher.ILauncher, apputils.ICommandPalette],
      /**
       * @param {Application} app
       * @param {object} manager  that of documents
       * @param {FileBrowsers | null} browsers
       * @param {Launcher | null} cards
       * @param {Palette | null} palette
       */
      activate(app, manager, browsers, cards, palette) {
        const icon = new components.LabIcon({ name: `${NAME}:collection`, svgstr: ENVELOPE });
        app.commands.addCommand(OPEN, {
          label: (/** @type {{ isCard?: boolean }} */ given) => given.isCard ? "Postman collection" : "Open Postman Collection…",
          caption: "Write a notebook of a Postman collection, and open it",
          icon,
          /** @param {{ cwd?: string }} given */
          async execute({ cwd }) {
            /** @type {Chosen} */
            const chosen = await filebrowser.FileDialog.getOpenFiles({
              manager,
              defaultPath: cwd,
              title: "Open Postman Collection",
              label: "Choose what Postman exported, a file .json, or a folder that Postman wrote.",
              filter: (/** @type {File} */ file) => file.type === "directory" || mayBeCollection(file.name) ? {} : null,
            });
            const file = chosen.button.accept && chosen.value?.[0];
            if (file) await open(app, browsers, file.path);
          },
        });
        cards?.add({ command: OPEN, category: "Other", rank: 10, args: { isCard: true } });
        palette?.addItem({ command: OPEN, category: "File Operations" });
        if (!browsers) return;

        const selected = () => {
          const items = [...(browsers.tracker.currentWidget?.selectedItems() ?? [])];
          return items.length === 1 && mayBeCollection(items[0].name) ? items[0] : null;
        };
        app.commands.addCommand(OPEN_SELECTED, {
          label: "Open as Postman Collection",
          caption: "Write the notebook of this collection beside it, and open it",
          icon,
          isVisible: () => selected() !== null,
          async execute() {
            const file = selected();
            if (file) await open(app, browsers, file.path);
          },
        });
        const selector = '.jp-DirListing-item[data-isdir="false"]';
        app.contextMenu.addItem({ command: OPEN_SELECTED, selector, rank: 2 });
      },
    };
  }

  const container = {
    /** @param {Scope} all  What JupyterLab shares. */
    init(all) {
      scope = all;
    },
    /** The module; it is empty where no server writes notebooks, as in JupyterLite. */
    async get() {
      const { PageConfig } = await shared("coreutils");
      const plugins = PageConfig.getOption("kaizalaNb") === "true" ? [await plugin()] : [];
      return () => ({ __esModule: true, default: plugins });
    },
  };
  /** @type {{ _JUPYTERLAB?: Record<string, typeof container> }} */
  const page = /** @type {any} */ (window); // JupyterLab looks there
  page._JUPYTERLAB ??= {};
  page._JUPYTERLAB[NAME] = container;
})();
