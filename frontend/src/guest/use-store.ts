import { useEffect, useState } from "preact/hooks";
import type { Store } from "@/uploads/store";

/** The store's present value; the component is drawn again after each change. */
export function useStore<T>(store: Store<T>): T {
  const [value, setValue] = useState(store.getSnapshot);
  useEffect(() => {
    const look = (): void => setValue(() => store.getSnapshot());
    look();
    return store.subscribe(look);
  }, [store]);
  return value;
}
