import { useLingui } from "@lingui/react/macro";
import {
  ArrowUpDown,
  Contrast,
  Hand,
  type LucideIcon,
  Maximize,
  Pause,
  Play,
  RotateCwSquare,
  SunMedium,
  ZoomIn,
} from "lucide-react";
import { Button, ToggleButton, TooltipTrigger } from "react-aria-components";
import { IconButton } from "@/ui/IconButton";
import { MenuButton } from "@/ui/Menu";
import { Tooltip } from "@/ui/Tooltip";
import styles from "./StackToolbar.module.css";
import type { Tool } from "./use-gestures";
import type { WindowPreset } from "./window-presets";

export interface StackToolbarProps {
  tool: Tool;
  onTool: (tool: Tool) => void;
  presets: readonly WindowPreset[];
  preset: WindowPreset;
  onPreset: (preset: WindowPreset) => void;
  isInverted: boolean;
  onInvert: () => void;
  onTurn: () => void;
  onFit: () => void;
  /** Null: there is nothing to play. */
  isPlaying: boolean | null;
  onPlay: () => void;
}

/** What can be done with the picture. */
export function StackToolbar(props: StackToolbarProps) {
  const { t, i18n } = useLingui();
  const tools: { id: Tool; label: string; icon: LucideIcon }[] = [
    { id: "scroll", label: t`Scroll through the stack`, icon: ArrowUpDown },
    { id: "pan", label: t`Move the image`, icon: Hand },
    { id: "zoom", label: t`Zoom`, icon: ZoomIn },
  ];
  const presetTitle = i18n._(props.preset.title);
  return (
    <div role="toolbar" aria-label={t`Image tools`} className={styles.bar}>
      <div className={styles.group}>
        {tools.map(({ id, label, icon: Icon }) => (
          <Toggle key={id} label={label} isOn={props.tool === id} onPress={() => props.onTool(id)}>
            <Icon aria-hidden="true" />
          </Toggle>
        ))}
      </div>
      <div className={styles.group}>
        {props.presets.length > 1 && (
          <MenuButton
            label={t`Window`}
            placement="bottom start"
            groups={[
              {
                id: "presets",
                entries: props.presets.map((preset) => ({
                  id: preset.id,
                  title: i18n._(preset.title),
                  isChecked: preset.id === props.preset.id,
                  onAction: () => props.onPreset(preset),
                })),
              },
            ]}
          >
            <Button className={`${styles.toggle} ${styles.wide}`} aria-label={t`Window: ${presetTitle}`}>
              <SunMedium aria-hidden="true" />
              <span>{presetTitle}</span>
            </Button>
          </MenuButton>
        )}
        <Toggle label={t`Invert`} shortcut="I" isOn={props.isInverted} onPress={props.onInvert}>
          <Contrast aria-hidden="true" />
        </Toggle>
        <IconButton label={t`Turn right`} onPress={props.onTurn}>
          <RotateCwSquare />
        </IconButton>
        <IconButton label={t`Fit to window`} shortcut="0" onPress={props.onFit}>
          <Maximize />
        </IconButton>
      </div>
      {props.isPlaying !== null && (
        <div className={styles.group}>
          <Toggle label={props.isPlaying ? t`Stop` : t`Play`} isOn={props.isPlaying} onPress={props.onPlay}>
            {props.isPlaying ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
          </Toggle>
        </div>
      )}
    </div>
  );
}

interface ToggleProps {
  label: string;
  shortcut?: string;
  isOn: boolean;
  onPress: () => void;
  children: React.ReactNode;
}

function Toggle({ label, shortcut, isOn, onPress, children }: ToggleProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      <ToggleButton className={styles.toggle} aria-label={label} isSelected={isOn} onChange={onPress}>
        {children}
      </ToggleButton>
      <Tooltip placement="bottom" shortcut={shortcut}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
