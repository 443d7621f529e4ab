/** @jsxImportSource preact */
import { t } from "@lingui/core/macro";
import { useEffect } from "preact/hooks";
import { ChooseStep } from "./ChooseStep";
import { CodeStep } from "./CodeStep";
import { DropArea } from "./DropArea";
import { FolderCard } from "./FolderCard";
import { Frame } from "./Frame";
import { type GuestState, guest } from "./flow/state";
import { language } from "./language";
import { PasswordStep } from "./PasswordStep";
import { ReceiptStep } from "./ReceiptStep";
import { ReviewStep } from "./ReviewStep";
import { SendStep } from "./SendStep";
import { TroubleStep } from "./TroubleStep";
import { useStore } from "./use-store";

/** The guest's page: one step at a time, in the language that is chosen. */
export function GuestPage() {
  const state = useStore(guest);
  // Every sentence is looked up anew when the language changes.
  useStore(language);
  const { visit, screen } = state;
  const title = visit?.title ?? t`Upload`;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <Frame state={state}>
      <DropArea accepts={screen === "choose" || screen === "review"} />
      <Step state={state} />
    </Frame>
  );
}

function Step({ state }: { state: GuestState }) {
  const { screen, preparation, sender, receipt, delivery } = state;
  if (screen === "trouble") return <TroubleStep state={state} />;
  if (screen === "password") return <PasswordStep state={state} />;
  if (screen === "code") return <CodeStep state={state} />;
  if (screen === "choose") return <ChooseStep state={state} />;
  if (screen === "review" && preparation) return <ReviewStep state={state} preparation={preparation} />;
  if (screen === "send" && sender) return <SendStep state={state} sender={sender} />;
  if (screen === "receipt" && receipt && delivery) {
    return (
      <>
        <ReceiptStep state={state} receipt={receipt} delivery={delivery} />
        {state.visit && <FolderCard visit={state.visit} clockAhead={state.clockAhead} />}
      </>
    );
  }
  return (
    <section class="card" aria-busy="true">
      <p class="loading" role="status">{t`Loading…`}</p>
    </section>
  );
}
