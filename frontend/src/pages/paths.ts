/** The addresses of the app's pages, for links and tabs that leave the current one. */
export const paths = {
  folders: "/folders",
  folder: (id: string) => `/folders/${id}`,
  upload: (folderId?: string) => (folderId ? `/upload?folder=${folderId}` : "/upload"),
  search: "/search",
  study: (id: string, seriesId?: string) => `/studies/${id}${seriesId ? `?series=${seriesId}` : ""}`,
  document: (id: string) => `/documents/${id}`,
  links: "/links",
  link: (id: string) => `/links/${id}`,
  linkPrint: (id: string) => `/links/${id}/print`,
};
