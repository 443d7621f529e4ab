/** Why a file is left out without anybody asking for it. The views put the reason into words. */
export type ClutterReason = "system-file" | "viewer-program" | "viewer-part";

const SYSTEM_NAMES = new Set([
  ".ds_store",
  "thumbs.db",
  "ehthumbs.db",
  "desktop.ini",
  "folder.jpg.lnk",
  ".localized",
  ".volumeicon.icns",
]);
const SYSTEM_FOLDERS = new Set([
  "__macosx",
  ".spotlight-v100",
  ".trashes",
  ".fseventsd",
  ".temporaryitems",
  "system volume information",
  "$recycle.bin",
  "lost+found",
]);
const PROGRAM_FOLDERS = new Set([
  "java",
  "jre",
  "jdk",
  "jvm",
  "autorun",
  "plugins",
  "redist",
  "vcredist",
  "dotnetfx",
]);
const PROGRAM_NAMES = new Set(["autorun.inf", "autorun.sh", "run.sh", "info.plist", "pkginfo"]);
const PROGRAM_EXTENSIONS = new Set(
  (
    "exe dll ocx sys com bat cmd msi msp cab inf ini_ lnk url jar class jnlp so dylib app ico icns cur ani chm hlp cnt " +
    "manifest pak qm mui nls scr vbs ps1 reg sh command drv vxd cpl ax tlb lic pdb qml"
  ).split(" "),
);
/** What only ever accompanies a viewer when a program lies beside it or above it. */
const COMPANION_EXTENSIONS = new Set(
  "html htm css js gif bmp ini cfg conf config properties xml xsl xslt dtd xsd json dat db db3 sqlite log lng lang ttf otf fon txt rtf md png jpg jpeg svg wav mp3 pdf zip bin res dic lut".split(
    " ",
  ),
);
/** What the top folder of a CD holds beside the images; reports and pictures there may be the patient's. */
const TOP_COMPANION_EXTENSIONS = new Set("html htm css js ini cfg config xml xsl dtd dat log".split(" "));

/** The clutter that a path alone gives away, or `undefined`. `path` uses `/`. */
export function clutterByName(path: string): ClutterReason | undefined {
  const parts = path.toLowerCase().split("/");
  const name = parts[parts.length - 1] ?? "";
  const folders = parts.slice(0, -1);
  if (SYSTEM_NAMES.has(name) || name.startsWith("._")) return "system-file";
  if (folders.some((folder) => SYSTEM_FOLDERS.has(folder))) return "system-file";
  if (PROGRAM_NAMES.has(name) || PROGRAM_EXTENSIONS.has(extensionOf(name))) return "viewer-program";
  if (folders.some((folder) => folder.endsWith(".app"))) return "viewer-program";
  return undefined;
}

/**
 * A test for files that belong to a CD's viewer although their kind alone doesn't say so (its pictures, its manual),
 * made from all `paths` of one choice and those among them that are programs. Meant for files that have turned out not to be DICOM: a study that lies in a
 * program's folder is still a study.
 */
export function viewerPartTest(
  paths: readonly string[],
  programs: readonly string[],
): (path: string) => boolean {
  const programFolders = new Set(programs.map(folderOf));
  const top = topFolder(paths);
  return (path) => {
    const folder = folderOf(path);
    const extension = extensionOf(path);
    if (folder === top) return programFolders.has(top) && TOP_COMPANION_EXTENSIONS.has(extension);
    if (!isBelowProgram(folder, top, programFolders)) return false;
    return extension === "" || COMPANION_EXTENSIONS.has(extension);
  };
}

function isBelowProgram(folder: string, top: string, programFolders: ReadonlySet<string>): boolean {
  for (let at = folder; at !== top && at !== ""; at = folderOf(at)) {
    if (programFolders.has(at)) return true;
    if (PROGRAM_FOLDERS.has(at.slice(at.lastIndexOf("/") + 1).toLowerCase())) return true;
  }
  return false;
}

/** The deepest folder that holds every path: the CD's own top, however it was picked. */
function topFolder(paths: readonly string[]): string {
  const [first = "", ...others] = paths.map(folderOf);
  let top = first;
  for (const folder of others) {
    while (top !== "" && folder !== top && !folder.startsWith(`${top}/`)) top = folderOf(top);
  }
  return top;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1);
}
