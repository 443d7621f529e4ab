/** A PO catalogue, compiled by the build into the messages that `i18n.load` takes. */
declare module "*.po" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
