import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import { I18nProvider as AriaI18nProvider } from "react-aria-components";
import { vi } from "vitest";

// How long to wait for what will come; a busy machine is slow, and that is no failure
configure({ asyncUtilTimeout: 15_000 });
vi.setConfig({ testTimeout: 60_000 });

const aClient = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });

/** For tests: draws in English (or with another locale's direction), with a query client of its own. */
export function draw(
  element: ReactElement,
  { locale = "en-GB", client = aClient() }: { locale?: string; client?: QueryClient } = {},
) {
  i18n.loadAndActivate({ locale: "en", messages: {} });
  const Around = ({ children }: { children: ReactNode }) => (
    <I18nProvider i18n={i18n}>
      <AriaI18nProvider locale={locale}>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </AriaI18nProvider>
    </I18nProvider>
  );
  return { client, ...render(element, { wrapper: Around }) };
}
