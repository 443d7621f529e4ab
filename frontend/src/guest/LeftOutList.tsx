/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import type { LeftOut, LeftOutReason } from "@/uploads/group";
import { isExpected, leftOutSentence, leftOutTitle } from "@/uploads/words";
import { Notice } from "./parts";

type Group = readonly [reason: LeftOutReason, files: LeftOut[]];

function groupsOf(leftOut: readonly LeftOut[], expected: boolean): Group[] {
  const groups = new Map<LeftOutReason, LeftOut[]>();
  for (const file of leftOut) {
    if (isExpected(file.reason) !== expected) continue;
    const group = groups.get(file.reason);
    if (group) group.push(file);
    else groups.set(file.reason, [file]);
  }
  return [...groups];
}

/** What might have been meant to be sent, but can't be: open, since somebody may miss it. */
export function RefusedList({ leftOut }: { leftOut: readonly LeftOut[] }) {
  const groups = groupsOf(leftOut, false);
  if (groups.length === 0) return null;
  return (
    <Notice kind="warning" title={t`These files will not be sent`}>
      <Groups groups={groups} />
    </Notice>
  );
}

/** What nobody means to send: folded away, but there to see. */
export function LeftOutList({ leftOut }: { leftOut: readonly LeftOut[] }) {
  const groups = groupsOf(leftOut, true);
  if (groups.length === 0) return null;
  const count = groups.reduce((sum, [, files]) => sum + files.length, 0);
  return (
    <details class="details">
      <summary>
        {plural(count, {
          one: "# file was left out, because it holds no images of its own",
          other: "# files were left out, because they hold no images of their own",
        })}
      </summary>
      <Groups groups={groups} />
    </details>
  );
}

/** More names than this tell nobody anything. */
const NAMES = 8;

function Groups({ groups }: { groups: readonly Group[] }) {
  return (
    <dl class="reasons">
      {groups.map(([reason, files]) => (
        <div key={reason}>
          <dt>
            {leftOutTitle(reason)} <span class="count">{files.length}</span>
          </dt>
          <dd>
            <p>{leftOutSentence(reason)}</p>
            <ul class="names">
              {files.slice(0, NAMES).map((file) => (
                <li key={file.path}>
                  <bdi>{file.path}</bdi>
                </li>
              ))}
              {files.length > NAMES && (
                <li>{plural(files.length - NAMES, { one: "and # more", other: "and # more" })}</li>
              )}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}
