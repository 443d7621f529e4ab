/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import { useEffect, useRef } from "preact/hooks";
import { collectFromInput } from "@/uploads/collect";
import { chooseFiles } from "./flow/choosing";
import type { IconName } from "./icons";
import { Button } from "./parts";

/** The ways to choose files besides dropping them. On a phone there is no folder to choose, but a camera. */
export function Pickers({ primary, more }: { primary?: boolean; more?: boolean }) {
  const touch = window.matchMedia("(pointer: coarse)").matches;
  return (
    <div class="pickers">
      <Picker icon="files" kind={primary ? "primary" : "secondary"}>
        {more ? t`Add files` : t`Choose files`}
      </Picker>
      {touch ? (
        <Picker icon="camera" camera>{t`Take a photo`}</Picker>
      ) : (
        <Picker icon="disc" folder>
          {more ? t`Add a folder or disc` : t`Choose a folder or disc`}
        </Picker>
      )}
    </div>
  );
}

interface PickerProps {
  icon: IconName;
  kind?: "primary" | "secondary";
  folder?: boolean;
  camera?: boolean;
  children: string;
}

/** A button that opens the browser's own dialog; the input itself can't be made to look like anything. */
function Picker({ icon, kind = "secondary", folder, camera, children }: PickerProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.webkitdirectory = folder ?? false;
  }, [folder]);
  const pick = (): void => {
    const files = [...(input.current?.files ?? [])];
    // Emptied, so that choosing the same again is noticed, too.
    if (input.current) input.current.value = "";
    if (files.length > 0) void chooseFiles(() => collectFromInput(files));
  };
  return (
    <>
      <Button kind={kind} icon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        class="picker-input"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        multiple={!camera}
        accept={camera ? "image/*" : undefined}
        capture={camera ? "environment" : undefined}
        onChange={pick}
      />
    </>
  );
}
