import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { useLocale } from "react-aria-components";
import styles from "./PlaceTabs.module.css";

export interface Place<Id extends string> {
  id: Id;
  title: string;
}

export interface PlaceTabsProps<Id extends string> {
  label: string;
  places: readonly Place<Id>[];
  current: Id;
  onChange: (id: Id) => void;
  children: ReactNode;
}

/**
 * The WAI-ARIA tabs pattern around a large list. (react-aria's panel looks through its content for something that takes
 * the focus whenever anything in it changes, which a list that is drawn while it scrolls does all the time.)
 */
export function PlaceTabs<Id extends string>({
  label,
  places,
  current,
  onChange,
  children,
}: PlaceTabsProps<Id>) {
  const { direction } = useLocale();
  const base = useId();
  const list = useRef<HTMLDivElement>(null);

  function handleKeyDown(event: KeyboardEvent) {
    const at = places.findIndex((place) => place.id === current);
    const forward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backward = direction === "rtl" ? "ArrowRight" : "ArrowLeft";
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: places.length - 1 }[event.key];
    const next = to === undefined ? undefined : places.at(to % places.length);
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelector<HTMLElement>(`[data-place="${next.id}"]`)?.focus();
  }

  return (
    <>
      <div ref={list} role="tablist" aria-label={label} className={styles.list} onKeyDown={handleKeyDown}>
        {places.map((place) => (
          <button
            key={place.id}
            type="button"
            role="tab"
            id={`${base}-${place.id}`}
            data-place={place.id}
            aria-selected={place.id === current}
            aria-controls={`${base}-panel`}
            tabIndex={place.id === current ? 0 : -1}
            className={styles.tab}
            onClick={() => onChange(place.id)}
          >
            {place.title}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${base}-panel`}
        aria-labelledby={`${base}-${current}`}
        className={styles.panel}
      >
        {children}
      </div>
    </>
  );
}
