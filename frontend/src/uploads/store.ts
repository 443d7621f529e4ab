/** A value that views may watch: the shape that React's `useSyncExternalStore` asks for, and no more. */
export interface Store<T> {
  /** Calls `listener` after each change; answers the function that ends it. */
  subscribe(listener: () => void): () => void;
  /** The present value. The same object until the next change. */
  getSnapshot(): T;
}

/** A store that its owner can change. */
export interface WritableStore<T> extends Store<T> {
  set(next: T): void;
}

/** Makes a store that holds `initial`. Setting the very same value tells nobody. */
export function createStore<T>(initial: T): WritableStore<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    getSnapshot: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
  };
}
