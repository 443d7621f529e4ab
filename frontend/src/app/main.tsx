import "@/styles/tokens.css";
import "@/styles/base.css";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onLoggedOut } from "@/api/client";
import { activateLanguage, wishedLanguages } from "@/i18n/language-store";
import { bestLanguage } from "@/i18n/languages";
import { applyTheme } from "@/ui/theme";
import { keepGhostTapsOut } from "./ghost-taps";
import { makeQueryClient } from "./query-client";
import { makeRouter } from "./router";
import { keepStrayFilesOut } from "./stray-files";

applyTheme();
await activateLanguage(bestLanguage(wishedLanguages()));

keepStrayFilesOut();
keepGhostTapsOut();

const client = makeQueryClient();
const router = makeRouter(client);

// A session that has ended elsewhere (or by its age) leads to the log-in page and, after it, back to here
onLoggedOut(() => {
  if (router.state.location.pathname === "/log-in") return;
  const next = router.state.location.href;
  client.clear();
  void router.navigate({ to: "/log-in", search: { next } });
});

const container = document.getElementById("app");
if (!container) throw new Error("index.html has no element #app");
createRoot(container).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
