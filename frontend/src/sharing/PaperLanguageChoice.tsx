import { Trans } from "@lingui/react/macro";
import { Button } from "@/ui/Button";
import type { PaperLanguage } from "./use-paper-language";

/** Says in which language the paper is, where it can be another than the sharer's; and the way to that one. */
export function PaperLanguageChoice({ paper }: { paper: PaperLanguage }) {
  const { language, recipients, own, choose } = paper;
  if (recipients.id === own.id) return null;
  const theirs = recipients.name;
  const mine = own.name;
  return (
    <span>
      {language.id === recipients.id ? (
        <>
          <Trans>
            In the recipient's language: <bdi>{theirs}</bdi>.
          </Trans>{" "}
          <Button kind="quiet" size="small" onPress={() => choose(own)}>
            <Trans>Print in {mine}</Trans>
          </Button>
        </>
      ) : (
        <>
          <Trans>
            In your language: <bdi>{mine}</bdi>.
          </Trans>{" "}
          <Button kind="quiet" size="small" onPress={() => choose(recipients)}>
            <Trans>Print in {theirs}</Trans>
          </Button>
        </>
      )}
    </span>
  );
}
