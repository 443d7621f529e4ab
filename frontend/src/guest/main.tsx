/** @jsxImportSource preact */
import { i18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { render } from "preact";

const container = document.getElementById("guest");
if (!container) throw new Error("guest.html has no element #guest");
render(<p>{i18n._(msg`Loading…`)}</p>, container);
