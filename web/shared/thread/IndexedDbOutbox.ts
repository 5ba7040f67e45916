import { MemoryOutbox, type Outbox, type Outgoing } from "./Outbox";

const store = "outgoing";

/** The outbox in IndexedDB; where the browser refuses it (private windows), in memory. */
export class IndexedDbOutbox implements Outbox {
  readonly #database: Promise<IDBDatabase>;
  readonly #memory = new MemoryOutbox();

  constructor(name = "charla-outbox") {
    this.#database = new Promise((resolve, reject) => {
      const opening = indexedDB.open(name, 1);
      opening.onupgradeneeded = () =>
        opening.result.createObjectStore(store, { keyPath: "clientId" }).createIndex("conversation", "conversation");
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error ?? new Error("IndexedDB does not open"));
    });
    this.#database.catch(() => undefined);
  }

  async load(conversation: string): Promise<Outgoing[]> {
    const found = await this.#run<Outgoing[]>("readonly", (rows) => rows.index("conversation").getAll(conversation));
    if (!found) return this.#memory.load(conversation);
    return found.sort((a, b) => a.order - b.order);
  }

  async put(outgoing: Outgoing): Promise<void> {
    if ((await this.#run("readwrite", (rows) => rows.put(outgoing))) === undefined) await this.#memory.put(outgoing);
  }

  async remove(clientId: string): Promise<void> {
    await this.#memory.remove(clientId);
    await this.#run("readwrite", (rows) => rows.delete(clientId));
  }

  /** Undefined when the store cannot be used. */
  async #run<T>(mode: IDBTransactionMode, act: (rows: IDBObjectStore) => IDBRequest): Promise<T | undefined> {
    try {
      const database = await this.#database;
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(store, mode);
        const asked = act(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(asked.result as T);
        transaction.onabort = () => reject(transaction.error ?? new Error("The outbox was not written"));
      });
    } catch {
      return undefined;
    }
  }
}
