import { Outlet, useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";
import { useLanguage } from "@/i18n/language-store";

// Notices wait in their queue until there is a place to show them
const ToastRegion = lazy(async () => ({ default: (await import("@/ui/ToastRegion")).ToastRegion }));

/** Around everything: the language for react-aria's own words and formats, our router for its links, and the notices. */
export function Root() {
  const language = useLanguage();
  const router = useRouter();
  return (
    <I18nProvider locale={language.format}>
      <RouterProvider navigate={(href) => void router.navigate({ href })}>
        <Outlet />
        <Suspense>
          <ToastRegion />
        </Suspense>
      </RouterProvider>
    </I18nProvider>
  );
}
