import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { Problem } from "@/api/problem";
import { meOptions } from "@/api/session";
import { activateLanguage, askedLanguage, currentLanguage, withWords } from "@/i18n/language-store";
import { languageOf } from "@/i18n/languages";
import { FoldersPage } from "@/pages/folders/FoldersPage";
import { PageFailed, PageLoading, PageMissing } from "./PageStates";
import { Root } from "./Root";
import { Shell } from "./Shell";

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Root,
  notFoundComponent: PageMissing,
});

const logIn = createRoute({
  getParentRoute: () => root,
  path: "/log-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = search.next;
    // Only an address of our own: "//elsewhere" would lead to another site
    return typeof next === "string" && /^\/(?![/\\])/.test(next) ? { next } : {};
  },
  component: lazyRouteComponent(() => import("@/pages/log-in/LogInPage"), "LogInPage"),
});

/** Everything below is for clinicians who have logged in, in the language of their account. */
const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  beforeLoad: async ({ context, location }) => {
    try {
      const me = await context.client.ensureQueryData(meOptions);
      const language = languageOf(me.language);
      if (language && !askedLanguage && language.id !== currentLanguage().id)
        await activateLanguage(language);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401)) throw error;
      throw redirect({ to: "/log-in", search: location.pathname === "/" ? {} : { next: location.href } });
    }
  },
  errorComponent: PageFailed,
});

const withShell = createRoute({ getParentRoute: () => inside, id: "shell", component: Shell });

const home = createRoute({
  getParentRoute: () => withShell,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/folders", replace: true });
  },
});

const folders = createRoute({ getParentRoute: () => withShell, path: "/folders", component: FoldersPage });
const folder = createRoute({
  getParentRoute: () => withShell,
  path: "/folders/$folderId",
  component: FoldersPage,
});

const upload = createRoute({
  getParentRoute: () => withShell,
  path: "/upload",
  validateSearch: (search: Record<string, unknown>): { folder?: string } =>
    typeof search.folder === "string" ? { folder: search.folder } : {},
  component: lazyRouteComponent(() => import("@/pages/upload/UploadPage"), "UploadPage"),
});
const search = createRoute({
  getParentRoute: () => withShell,
  path: "/search",
  component: lazyRouteComponent(() => import("@/pages/search/SearchPage"), "SearchPage"),
});
const study = createRoute({
  getParentRoute: () => withShell,
  path: "/studies/$studyId",
  validateSearch: (search: Record<string, unknown>): { series?: string } =>
    typeof search.series === "string" ? { series: search.series } : {},
  component: lazyRouteComponent(() => import("@/pages/study/StudyPage"), "StudyPage"),
});
const document = createRoute({
  getParentRoute: () => withShell,
  path: "/documents/$documentId",
  component: lazyRouteComponent(() => import("@/pages/document/DocumentPage"), "DocumentPage"),
});
const links = createRoute({
  getParentRoute: () => withShell,
  path: "/links",
  validateSearch: (search: Record<string, unknown>): { show?: string; words?: string; of?: "all" } => ({
    ...(typeof search.show === "string" ? { show: search.show } : {}),
    ...(typeof search.words === "string" ? { words: search.words } : {}),
    ...(search.of === "all" ? { of: "all" } : {}),
  }),
  component: lazyRouteComponent(() => withWords("sharing", import("@/pages/links/LinksPage")), "LinksPage"),
});
const link = createRoute({
  getParentRoute: () => withShell,
  path: "/links/$linkId",
  component: lazyRouteComponent(() => withWords("sharing", import("@/pages/link/LinkPage")), "LinkPage"),
});
/** Outside the shell: a printed page has no navigation on it. */
const linkPrint = createRoute({
  getParentRoute: () => inside,
  path: "/links/$linkId/print",
  component: lazyRouteComponent(
    () => withWords("sharing", import("@/pages/link/LinkPrintPage")),
    "LinkPrintPage",
  ),
});

const tree = root.addChildren([
  logIn,
  inside.addChildren([
    withShell.addChildren([home, folders, folder, upload, search, study, document, links, link]),
    linkPrint,
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: "intent",
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: PageMissing,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
