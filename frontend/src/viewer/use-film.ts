import { useEffect, useRef, useState } from "react";

const framesPerSecond = 15;

/**
 * Plays the stack in a circle. A frame that has not arrived is waited for, so that none is left out.
 *
 * @param isReady whether the frame at an index can be drawn at once
 */
export function useFilm(
  isPossible: boolean,
  next: number,
  isReady: (index: number) => boolean,
  onNext: (index: number) => void,
) {
  const [isPlaying, setPlaying] = useState(false);
  const latest = useRef({ next, isReady, onNext });
  useEffect(() => {
    latest.current = { next, isReady, onNext };
  });
  useEffect(() => {
    if (!isPlaying || !isPossible) return;
    const timer = window.setInterval(() => {
      const { next, isReady, onNext } = latest.current;
      if (isReady(next) || next === 0) onNext(next);
    }, 1000 / framesPerSecond);
    return () => window.clearInterval(timer);
  }, [isPlaying, isPossible]);
  return { isPlaying, toggle: () => setPlaying((now) => !now), stop: () => setPlaying(false) };
}
