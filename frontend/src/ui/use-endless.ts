import { type RefObject, useEffect, useRef } from "react";

/** Asks for more rows shortly before the end of a list comes into sight. The answer belongs to the element at its end. */
export function useEndless(hasMore: boolean, onMore: () => void): RefObject<HTMLDivElement | null> {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!end.current || !hasMore) return;
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && onMore(),
      { rootMargin: "600px" },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [hasMore, onMore]);
  return end;
}
