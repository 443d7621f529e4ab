import { treeOf } from "../archive";
import type { ActionItem } from "../components/action-items";
import { expect, type Library, test } from "../fixtures";
import { type Host, hosts } from "../hosts";
import { DOCUMENTS, type JourneyFolder, makeJourneyFolder, PASSWORD } from "../journey-folder";
import type { AppPages } from "../pages/AppPages";
import { expectSamePictures } from "../pictures";

const ACTIONS = [
  "New folder",
  "Rename",
  "Move to…",
  "Copy to…",
  "Delete",
  "Share an Upload Folder",
  "Share with a colleague",
  "Upload here",
  "Open in viewer",
  "Download",
  "Manage upload links",
  "Settle…",
  "Refresh",
];

/** A page of this height has room for all of a menu, also where a finger needs larger lines. */
const HIGH = 1500;

test.describe.configure({ timeout: 180_000 });

/** The folder view of a host, in the journey's folder. */
async function enter(host: Host, app: AppPages, library: Library, folder: string) {
  const view = await host.open(app, library);
  await view.find(folder);
  await view.expectRow("Alpha");
  return view;
}

test("the folder view looks the same and offers the same in its three places", async ({
  app,
  clinic,
  library,
  word,
}, info) => {
  const { elsa, tomas } = await makeJourneyFolder(clinic, library, word);
  const states: Record<string, readonly string[]> = {
    "one folder": ["Alpha"],
    "one study": [tomas],
    "one document": ["Wound.jpg"],
    "several things": ["Alpha", elsa, "Wound.jpg"],
  };
  /** By state, then by host. */
  const offered = new Map<string, Map<string, ActionItem[]>>();
  const pictures = new Map<string, Map<string, Buffer>>();
  const columns = new Map<string, string[]>();
  const keep = <T>(kept: Map<string, Map<string, T>>, state: string, host: Host, seen: T) =>
    kept.set(state, (kept.get(state) ?? new Map()).set(host.name, seen));

  // The dialogs first: the page is then made as narrow as they are, so that the same room shows the same
  let width = await app.width();
  await app.resize(width, HIGH);
  for (const host of hosts.toReversed()) {
    await test.step(`in ${host.name}`, async () => {
      if (host.name === "Folders") await app.resize(width, HIGH);
      const view = await enter(host, app, library, word);
      width = await view.width();
      columns.set(host.name, await view.columns());
      keep(offered, "nothing", host, await view.toolbar());
      for (const [state, rows] of Object.entries(states)) {
        const [first = "", ...more] = rows;
        await view.select(first);
        for (const name of more) await view.toggle(name);
        await view.expectSelectedCount(rows.length);
        keep(pictures, state, host, await view.picture(420));
        const { items, picture } = await view.menu(first);
        keep(offered, state, host, items);
        // Of a row far up, so that there is room for all of it
        if (state === "one folder") keep(pictures, "menu", host, picture);
        if (state === "one folder") expect(await view.toolbar(), "toolbar and menu").toEqual(items);
        await view.clearSelection();
        await view.expectSelectedCount(0);
      }
      await host.close(app);
    });
  }

  for (const [state, items] of offered) {
    const [first = []] = items.values();
    expect(first.map((item) => item.title)).toEqual(ACTIONS);
    for (const { title, isEnabled, reason } of first) expect(reason === "", title).toBe(isEnabled);
    for (const [host, others] of items) expect(others, `${state}, in ${host}`).toEqual(first);
  }
  expect([...columns.values()]).toEqual(hosts.map(() => columns.get("Folders")));
  for (const [state, shown] of pictures) await expectSamePictures(app.page, info, state, shown);
});

for (const host of hosts) {
  test.describe(`the folder view in ${host.name}`, () => {
    test("makes, renames, moves, copies, deletes and brings back", async ({ app, clinic, library, word }) => {
      const folder = await makeJourneyFolder(clinic, library, word);
      const view = await enter(host, app, library, word);

      await test.step("new folder, selected at once, and renamed", async () => {
        await view.newFolder("New one");
        await view.expectSelected("New one");
        await view.rename("New one", "Newer one");
        await view.clearSelection();
      });

      await test.step("a folder that somebody else has renamed meanwhile", async () => {
        await view.select("Alpha");
        const field = await view.askForNewName("Alpha");
        await clinic.renameFolder(folder.alpha, "Alpha of others");
        await view.renameOver(field, "Alpha again", "Alpha of others");
      });

      await test.step("move a study and a document, and undo it", async () => {
        await view.clearSelection();
        await view.select(folder.elsa);
        await view.toggle("Wound.jpg");
        await view.pressTool("Move to…");
        await app.carry.expectTitle("Move 2 items to…");
        await app.carry.expectRefusal("It is in this folder already.");
        await app.carry.choose("Gamma", "Move here");
        await app.expectNotice("2 items are in “Gamma” now");
        await view.expectNoRow("Wound.jpg");
        await view.undo();
        await app.expectNotice("Everything is back where it was");
        await view.expectRow("Wound.jpg");
        await view.expectRow(folder.elsa);
      });

      await test.step("copy a folder to where one of its name is, and keep both", async () => {
        await view.clearSelection();
        await view.select("Beta");
        await view.pressTool("Copy to…");
        await app.carry.choose("Gamma", "Copy here");
        await app.carry.keepBoth("Beta (2)");
        await app.answerNotice("“Beta” is in “Gamma” as well", "Show");
        await view.expectPlace("Gamma");
        await view.expectRows("Beta", "Beta (2)");
        await view.goTo(word);
        await view.expectRow("Alpha again");
      });

      await test.step("delete with its consequences, and undo", async () => {
        await view.expectSelected("Beta");
        await view.deleteSaying("Beta", "1 folder", "1 active upload link will stop working");
        await view.undo();
        await view.expectSelected("Beta");
        await view.clearSelection();
        await view.select("Alpha again");
        await view.deleteSaying("Alpha again", "2 folders, with all below them", "2 studies", "3 documents");
      });

      await test.step("the trash gives back, and deletes for good", async () => {
        await view.showTrash();
        await view.bringBack("Alpha again");
        await view.showFolders();
        await view.expectRow("Alpha again");
        await view.select("Newer one");
        await view.deleteRow("Newer one");
        await view.showTrash();
        await view.expectInTrash("Newer one");
        await view.deleteForGood("Newer one");
      });
    });

    test("leads to sharing, downloads, uploads and studies", async ({ app, clinic, library, word }) => {
      const folder = await makeJourneyFolder(clinic, library, word);
      const view = await enter(host, app, library, word);

      await test.step("the form of an upload folder, and the links that there are", async () => {
        await view.select("Alpha");
        await view.pressTool("Share an Upload Folder");
        await app.share.expectFields(["E-mail", "Folder password", "Folder title"]);
        await app.share.cancel();
        await view.expectMark("Beta", /^Shared as an upload folder: /);
        await view.clearSelection();
        await view.select("Beta");
        await view.pressTool("Manage upload links");
        await app.details.expectInLinks(`${word}@practice.example`.toLowerCase());
        await view.escape("Manage upload links");
      });

      await test.step("a download has the tree of the folder", async () => {
        await view.clearSelection();
        await view.select("Alpha");
        const download = await app.downloads(() => view.pressTool("Download"));
        expectTree(await treeOf(download), folder);
      });

      await test.step("uploading there, and a study in the viewer", async () => {
        const uploading = await host.leave(app, () => view.pressTool("Upload here"));
        await uploading.upload.expectInto("Alpha");
        await host.comeBack(uploading);
        await view.expectRow(folder.tomas);
        const viewing = await host.leave(app, () => view.open(folder.tomas));
        await viewing.viewer.expectTitle(folder.tomas);
        await host.comeBack(viewing);
      });

      await test.step("what came twice is settled, and refreshing reads anew", async () => {
        await view.pressMark(folder.tomas, "Conflict");
        await app.settle.expectOpen();
        await app.settle.close();
        await clinic.makeFolder("Made elsewhere", folder.id);
        await view.pressTool("Refresh");
        await view.expectRow("Made elsewhere");
      });
    });

    test("finds, sorts, expands, selects, and stays up to date @mouse", async ({
      app,
      clinic,
      library,
      word,
    }) => {
      const folder = await makeJourneyFolder(clinic, library, word);
      const { elsa, tomas } = folder;
      const all = ["Alpha", "Beta", "Gamma", elsa, tomas, ...DOCUMENTS];
      let view = await enter(host, app, library, word);

      await test.step("the filter narrows as one types", async () => {
        await view.filter("elsa");
        await view.expectRows(elsa);
        await view.filter("nobody at all");
        await view.expectNothingMatches("nobody at all");
        await view.filter("");
        await view.expectRows(...all);
      });

      await test.step("sorted by a column, one way and the other", async () => {
        await view.sortBy("Name");
        await view.expectSorted("Name", "descending");
        await view.expectRows("Gamma", "Beta", "Alpha", tomas, elsa, ...[...DOCUMENTS].reverse());
        await view.sortBy("Name");
        await view.expectSorted("Name", "ascending");
        await view.expectRows(...all);
      });

      await test.step("a hidden column stays hidden, also after a reload", async () => {
        await view.toggleColumn("Modality");
        await view.expectColumn("Modality", false);
        await app.reload();
        view = await enter(host, app, library, word);
        await view.expectColumn("Study date", true);
        await view.expectColumn("Modality", false);
        await view.toggleColumn("Modality");
        await view.expectColumn("Modality", true);
      });

      await test.step("folders and studies open in place", async () => {
        await view.expand("Gamma");
        await view.expectRows("Alpha", "Beta", "Gamma", "Beta", elsa, tomas, ...DOCUMENTS);
        await view.collapse("Gamma");
        await view.expand(elsa);
        await view.expectSeries("Axial T2", "20 images");
        await view.collapse(elsa);
        await view.expectRows(...all);
      });

      await test.step("one, ranges, several, all, none", async () => {
        await view.select("Alpha");
        await view.selectTo("Gamma");
        await view.expectSummary("3 folders");
        await view.toggle("Beta");
        await view.expectSummary("2 folders");
        await view.toggle(elsa);
        await view.selectTo("Allergies.txt", true);
        await view.expectSummary(/^2 studies, 2 folders, 1 document · [\d.]+ MB/);
        await view.selectAll();
        await view.expectSummary(/^2 studies, 3 folders, 3 documents · [\d.]+ MB/);
        await view.selectAll();
        await view.expectSummary("");
        await view.select("Gamma");
        await view.select("Gamma");
        await view.expectSelected("Gamma", false);
      });

      await test.step("what others do appears, and takes away neither selection nor place", async () => {
        const below = ["Zeta 1", "Zeta 2", "Zeta 3", "Zeta 4", "Zeta 5", "Zeta 6"];
        await Promise.all(below.map((name) => clinic.makeFolder(name, folder.id)));
        await view.expectRow("Zeta 6");
        // So low that what changes is above what is in sight
        await app.resize(1440, 520);
        await view.select("Alpha");
        await view.toggle("Wound.jpg");
        await view.scrollTo("Wound.jpg");
        const place = await view.placeOf(tomas);
        await Promise.all([
          clinic.makeFolder("Arrived", folder.id),
          clinic.renameFolder(folder.beta, "Beta of others"),
          clinic.trashFolders(folder.gamma),
        ]);
        await view.expectRows("Alpha", "Arrived", "Beta of others", ...below, elsa, tomas, ...DOCUMENTS);
        await view.expectSelected("Alpha");
        await view.expectSelected("Wound.jpg");
        await view.expectSummary("1 folder, 1 document");
        expect(Math.abs((await view.placeOf(tomas)) - place)).toBeLessThanOrEqual(1);
      });
    });

    test("shares a folder with a colleague, who sees it come and go @mouse", async ({
      app,
      clinic,
      colleague,
      colleagueCredentials: { email },
      library,
      word,
    }) => {
      const name = "Dr. Samuel Adeyemi";
      const shared = `${word} shared`;
      const { id, elsa } = await makeJourneyFolder(clinic, library, word);
      await clinic.copyEntries(library.folderId, await clinic.makeFolder(shared, id));
      const view = await enter(host, app, library, word);

      await test.step("to view", async () => {
        await view.select(shared);
        await view.pressTool("Share with a colleague");
        await app.colleagues.shareWith("adey", email, "View");
        await colleague.folders.showShared();
        await colleague.folders.open(shared);
        await colleague.folders.expectRow(elsa);
        await colleague.folders.expectAction("New folder", false);
        await colleague.folders.expectAction("Download", true);
      });

      await test.step("to view and edit", async () => {
        await app.colleagues.change(name, email, "View and edit");
        await colleague.folders.expectAction("New folder", true);
        await colleague.folders.newFolder("From the colleague");
        await app.colleagues.stop(name, email);
        await app.colleagues.close();
        await view.open(shared);
        await view.expectRow("From the colleague");
      });

      await test.step("no more", async () => {
        await colleague.folders.showShared();
        await colleague.folders.expectNoRow(shared);
      });
    });

    test("is used by the keyboard alone @mouse", async ({ app, clinic, library, word }) => {
      const { tomas } = await makeJourneyFolder(clinic, library, word);
      const view = await enter(host, app, library, word);

      await test.step("the Tab key stops once at the toolbar and once in the list", async () => {
        await view.filter("");
        await view.expectRow("Wound.jpg");
        const stops = await view.tabStops();
        expect(stops).toContain("Filter this list");
        expect(stops.filter((stop) => ACTIONS.includes(stop))).toHaveLength(1);
        expect(stops.at(-1)).toBe("row");
      });

      await test.step("arrows, Home, End, and the first letters of a name", async () => {
        await view.press("Shift+Tab");
        await view.press("Home");
        await view.expectFocus("Alpha");
        await view.press("ArrowDown");
        await view.expectFocus("Beta");
        await view.press("End");
        await view.expectFocus("Wound.jpg");
        await view.type("dis");
        await view.expectFocus("Discharge letter.pdf");
        await view.press("ArrowUp");
        await view.expectFocus("Allergies.txt");
        await view.press("PageUp");
        await view.expectFocus("Alpha");
      });

      await test.step("opened and closed in place", async () => {
        await view.press("ArrowRight");
        await view.expectExpanded("Alpha", true);
        await view.press("ArrowRight");
        await view.expectFocus("Inner");
        await view.expectLevel("Inner", 2);
        await view.press("ArrowLeft");
        await view.expectFocus("Alpha");
        await view.press("ArrowLeft");
        await view.expectExpanded("Alpha", false);
      });

      await test.step("selected; Escape lets go and closes nothing", async () => {
        await view.press(" ");
        await view.expectSelected("Alpha");
        await view.press("Shift+ArrowDown");
        await view.press("Shift+ArrowDown");
        await view.expectSummary("3 folders");
        await view.press("ControlOrMeta+a");
        await view.expectSelectedCount(8);
        await view.press("Escape");
        await view.expectSelectedCount(0);
        await view.expectFocus("Gamma");
      });

      await test.step("renamed, deleted and asked what can be done; the focus comes back", async () => {
        await view.press(" ");
        await view.askForNewName("Gamma");
        await view.escape("Rename folder");
        await view.expectFocus("Gamma");
        await view.askToDelete("Gamma");
        await view.escape("Delete “Gamma”?");
        await view.expectFocus("Gamma");
        await view.pressMenuKey();
        await view.press("ArrowDown");
        await view.closeMenu();
        await view.expectFocus("Gamma");
      });

      await test.step("made, renamed, moved, shared, deleted and brought back", async () => {
        // Upload's form is Search's: a page and a form are enough for every day
        if (host.name === "Upload" && process.env.FILMJACKET_TESTS !== "full") return;
        const keys = view.keys();
        await view.press("Escape");
        await view.expectSelectedCount(0);
        await keys.pressTool("New folder");
        await keys.enterName("Made");
        await view.expectSelected("Made");
        await keys.find("Made");
        await view.press("F2");
        await keys.enterName(`${word} by keys`);
        await view.expectFocus(`${word} by keys`);
        await keys.chooseInMenu("Move to…");
        await app.carry.chooseByKeys("Gamma", "Move here");
        await view.expectNoRow(`${word} by keys`);
        await view.expectFocusInList();
        await app.answerNoticeByKeys(`“${word} by keys” is in “Gamma” now`, "Show");
        await view.expectPlace("Gamma");
        await keys.find(`${word} by keys`);
        await keys.chooseInMenu("Share an Upload Folder");
        await app.share.sendByKeys(`${word}@practice.example`.toLowerCase(), PASSWORD);
        await view.expectFocus(`${word} by keys`);
        await view.press("Delete");
        await keys.answer("Delete");
        await view.expectNoRow(`${word} by keys`);
        await view.expectFocusInList();
        await keys.showPlace("Trash");
        await keys.bringBack(`${word} by keys`);
        await keys.showPlace("My Folders");
        await view.expectRow(`${word} by keys`);
        await keys.goTo(word, "Tab");
        await keys.find("Gamma");
      });

      await test.step("opened, and back", async () => {
        await view.press("Enter");
        await view.expectPlace("Gamma");
        await view.expectFocus("Beta");
        await view.keys().goTo(word, "Shift+Tab");
        await view.expectFocus("Gamma");
        await view.type(tomas.toLowerCase());
        await view.expectFocus(tomas);
      });
    });
  });
}

test("what is chosen in the Select Folder forms gets the upload, and the study", async ({
  app,
  files,
  word,
}) => {
  const elsa = `${word}, Elsa`;
  const [first, second] = [`${word} U`, `${word} S`];

  await test.step("an upload into a new folder", async () => {
    await app.goTo("Upload");
    await app.upload.chooseFolder(files.cd);
    await app.upload.expectFound(elsa);
    await app.upload.openSelectFolder();
    await app.expectFolderGoal("My Folders");
    await app.selectFolder.newFolder(first);
    await app.expectFolderGoal(first);
    await app.confirmFolder("Select and upload");
    await app.expectUploadsDone();
    await app.openFolderFromTray(first, "1 study");
    await app.folders.expectPlace(first);
    await app.folders.expectRow(elsa);
  });

  await test.step("a study that was found, into another folder", async () => {
    await app.goTo("Search");
    await app.search.searchFor(`elsa ${word.toLowerCase()}`);
    await app.search.expectFound(elsa, 1);
    await app.search.expectOnly(1);
    await app.search.select(elsa);
    await app.search.openSelectFolder();
    await app.selectFolder.newFolder(second);
    await app.confirmFolder("Select and add");
    await app.expectNotice("1 study added.");
    await app.answerNotice(`Added to “${second}”`, "Open folder");
    await app.folders.expectRow(elsa);
  });

  await test.step("where it lies already, nothing is added", async () => {
    await app.goTo("Search");
    await app.search.searchFor(word);
    await app.search.expectFound(elsa, 1);
    await app.search.select(elsa);
    await app.search.openSelectFolder();
    await app.selectFolder.filter(first);
    await app.selectFolder.expectRows(first);
    await app.selectFolder.select(first);
    await app.confirmFolder("Select and add");
    await app.expectNotice(`Nothing to add: all of it is in “${first}” already`);
    await app.expectNotice("1 study was there already.");
  });
});

/** What lies in Alpha: a folder of its own, documents by their names, images by patient, study and series. */
function expectTree(tree: ReadonlyMap<string, number>, { elsa, tomas }: JourneyFolder): void {
  const names = [...tree.keys()];
  for (const document of DOCUMENTS)
    expect(names.some((name) => name.endsWith(`Alpha/${document}`))).toBe(true);
  const patient = (name: string) => name.replace(", ", " ");
  const imagesOf = (name: string) =>
    names.filter((path) => path.endsWith(".dcm") && path.includes(patient(name)));
  expect(imagesOf(elsa), names.join("\n")).toHaveLength(20);
  expect(imagesOf(tomas)).toHaveLength(1);
  expect(names).toContain("DICOMDIR");
  for (const [name, size] of tree) if (!name.endsWith("/")) expect(size, name).toBeGreaterThan(0);
}
