import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { ImageOff } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useProblemText } from "@/api/use-problem-text";
import { instancesOptions, type ViewedSeries, type ViewedStudy } from "@/api/viewing";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Spinner } from "@/ui/Spinner";
import { CornerTexts } from "./CornerTexts";
import { fitted, type Placement } from "./placement";
import { StackToolbar } from "./StackToolbar";
import styles from "./StackView.module.css";
import { clampIndex, framesOf, type StackFrame } from "./stack";
import { useFilm } from "./use-film";
import { useFrames } from "./use-frames";
import type { Tool } from "./use-gestures";
import { Viewport } from "./Viewport";
import { presetsFor, type WindowPreset } from "./window-presets";

/** One series as a stack of pictures. Mount it with the series' id as key: another series begins anew. */
export function StackView({ study, series }: { study: ViewedStudy; series: ViewedSeries }) {
  const { t } = useLingui();
  const { data: instances, error, refetch } = useQuery(instancesOptions(study.id, series.id));
  const problem = useProblemText()(error);
  const frames = useMemo(() => (instances ? framesOf(instances) : null), [instances]);
  if (frames && frames.length > 0) return <Stack study={study} series={series} frames={frames} />;
  return (
    <div className={styles.state}>
      {frames && (
        <EmptyState icon={<ImageOff aria-hidden="true" />} title={t`This series holds no images`}>
          <Trans>It consists of objects such as reports or plans, which can't be shown here yet.</Trans>
        </EmptyState>
      )}
      {!frames && error && (
        <ErrorState
          title={problem.title}
          detail={problem.detail}
          isOffline={problem.isOffline}
          onRetry={() => void refetch()}
        />
      )}
      {!frames && !error && <Spinner />}
    </div>
  );
}

interface StackProps {
  study: ViewedStudy;
  series: ViewedSeries;
  frames: readonly StackFrame[];
}

function Stack({ study, series, frames }: StackProps) {
  const { t } = useLingui();
  const count = frames.length;
  const [{ index, direction }, setPlace] = useState<{ index: number; direction: 1 | -1 }>({
    index: 0,
    direction: 1,
  });
  const [placement, setPlacement] = useState<Placement>(fitted);
  const [tool, setTool] = useState<Tool>(count > 1 ? "scroll" : "pan");
  const [isInverted, setInverted] = useState(false);
  const [turns, setTurns] = useState(0);
  const presets = presetsFor(series.Modality);
  const [preset, setPreset] = useState(presets[0] as WindowPreset);
  const frame = useFrames(study.id, frames, index, direction, preset.voi);

  const go = useCallback(
    (to: (now: number) => number) =>
      setPlace((now) => {
        const next = clampIndex(to(now.index), count);
        if (next === now.index) return now;
        return { index: next, direction: next > now.index ? 1 : -1 };
      }),
    [count],
  );
  const film = useFilm(count > 1, (index + 1) % count, frame.isReady, (next) =>
    setPlace({ index: next, direction: 1 }),
  );

  // The stack is what one came for: its keys work at once
  useEffect(() => {
    document.querySelector<HTMLElement>("[data-stack] [role=application]")?.focus({ preventScroll: true });
  }, []);

  const number = index + 1;
  return (
    <div className={styles.stack} data-stack>
      <StackToolbar
        tool={tool}
        onTool={setTool}
        presets={presets}
        preset={preset}
        onPreset={setPreset}
        isInverted={isInverted}
        onInvert={() => setInverted((now) => !now)}
        onTurn={() => setTurns((now) => now + 1)}
        onFit={() => setPlacement(fitted)}
        isPlaying={count > 1 ? film.isPlaying : null}
        onPlay={film.toggle}
      />
      <Viewport
        frame={frame}
        index={index}
        count={count}
        tool={tool}
        placement={placement}
        onPlacement={setPlacement}
        onScroll={(steps) => {
          film.stop();
          go((now) => now + steps);
        }}
        onGo={(to) => go(() => to)}
        isInverted={isInverted}
        onInvert={() => setInverted((now) => !now)}
        turns={turns}
      >
        <CornerTexts
          study={study}
          series={series}
          frame={frames[index] as StackFrame}
          index={index}
          count={count}
          preset={preset}
          zoom={placement.zoom}
        />
      </Viewport>
      {count > 1 && (
        <div className={styles.slider}>
          <input
            type="range"
            min={1}
            max={count}
            value={number}
            onChange={(event) => {
              film.stop();
              go(() => event.currentTarget.valueAsNumber - 1);
            }}
            aria-label={t`Image`}
            aria-valuetext={t`Image ${number} of ${count}`}
          />
          <output dir="ltr" className={styles.count}>
            {number} / {count}
          </output>
        </div>
      )}
    </div>
  );
}
