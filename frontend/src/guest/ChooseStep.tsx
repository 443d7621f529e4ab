/** @jsxImportSource preact */
import { plural, t } from "@lingui/core/macro";
import { formatBytes } from "@/uploads/format";
import type { Delivery } from "./client";
import { momentWords } from "./expiry";
import { FolderCard } from "./FolderCard";
import { failureSentence } from "./failure-words";
import { close, showReceipt } from "./flow/closing";
import type { GuestState } from "./flow/state";
import { waiting } from "./flow/unfinished";
import { Icon } from "./icons";
import { format } from "./language";
import { Pickers } from "./Pickers";
import { Button, Notice, StepHeading } from "./parts";

/** Where files are chosen, and what came before. */
export function ChooseStep({ state }: { state: GuestState }) {
  const { visit, unfinished, deliveries, failure } = state;
  const earlier = deliveries.filter((delivery) => delivery.state === "closed");
  return (
    <>
      <section class="card">
        <StepHeading>{unfinished ? t`Go on with your upload` : t`Choose what you want to send`}</StepHeading>
        {visit?.description && (
          <p class="description" dir="auto">
            {visit.description}
          </p>
        )}
        {failure && (
          <Notice kind="error" alert>
            <p>{failureSentence(failure)}</p>
          </Notice>
        )}
        {unfinished && <Unfinished delivery={unfinished} arrived={state.arrived} closing={state.closing} />}
        <div class="drop">
          <Icon name="upload" size={40} />
          <p class="drop-title">{t`Drop files, a folder or a whole disc here`}</p>
          <Pickers primary />
        </div>
        <p class="hint">{t`Nothing is sent yet. First you will see what was found.`}</p>
      </section>
      {visit && <FolderCard visit={visit} clockAhead={state.clockAhead} />}
      {earlier.length > 0 && <Earlier deliveries={earlier} />}
    </>
  );
}

function Unfinished({
  delivery,
  arrived,
  closing,
}: {
  delivery: Delivery;
  arrived: number;
  closing: boolean;
}) {
  const left = waiting(delivery);
  const { total } = delivery.files;
  const percent = new Intl.NumberFormat(format(), { style: "percent", maximumFractionDigits: 0 });
  const share = percent.format(Math.floor(arrived * 100) / 100);
  return (
    <Notice
      kind="info"
      title={t`An upload of ${total} files is not complete yet: ${share} of it has arrived.`}
      icon="clock"
    >
      <p>{t`Choose the same files again, in the same way as before. Only what is missing will be sent.`}</p>
      <div class="notice-actions">
        <Button kind="quiet" busy={closing} onClick={() => void close()}>
          {plural(left, {
            one: "Finish without the # missing file",
            other: "Finish without the # missing files",
          })}
        </Button>
      </div>
    </Notice>
  );
}

function Earlier({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <section class="card" aria-labelledby="earlier">
      <h2 class="section-title" id="earlier">{t`Sent before`}</h2>
      <ul class="rows">
        {deliveries.map((delivery) => {
          const { filed, duplicate, conflict, bytes } = delivery.files;
          return (
            <li key={delivery.id} class="row row-earlier">
              <div class="row-main">
                <p class="row-title">{t`Receipt ${delivery.number}`}</p>
                <p class="row-sub">{momentWords(delivery.closed_at ?? delivery.opened_at, format())}</p>
              </div>
              <p class="row-size">
                {plural(filed + duplicate + conflict, { one: "# file", other: "# files" })} ·{" "}
                {formatBytes(bytes, format())}
              </p>
              <Button label={t`Show receipt ${delivery.number}`} onClick={() => void showReceipt(delivery)}>
                {t`Show`}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
