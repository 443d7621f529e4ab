import { expectAccessible } from "../accessibility";
import { expect, test } from "../fixtures";
import { GuestFolder } from "../pages/GuestFolder";
import { LinksPage } from "../pages/LinksPage";
import { expireLink } from "../stack";

const PASSWORD = "heron copper lantern 27 river";

test("what a guest sees ends with the link, while the page is open, and is back when it is extended @mouse @stack", async ({
  app,
  baseURL,
  clinic,
  guest,
  library,
  word,
}) => {
  const elsa = `${library.word}, Elsa`;
  const links = new LinksPage(app.page);
  const folder = new GuestFolder(guest.page);
  const recipient = `${word}@practice.example`.toLowerCase();
  const folderId = await clinic.makeFolder(word);
  await clinic.copyEntries(library.folderId, folderId);
  const there = await clinic.content(folderId);
  const link = await clinic.share({
    folderId,
    recipients: [recipient],
    password: PASSWORD,
    title: `Upload ${word}`,
    maySee: true,
  });

  await test.step("the page notices by itself, and says what to do next", async () => {
    await guest.takeClock();
    await guest.open(link.url);
    await guest.enterPassword(PASSWORD);
    await folder.expectThing(elsa);
    expireLink(baseURL ?? "", link.id);
    await guest.letSecondsPass(20);
    await guest.expectText("What is in the folder can no longer be seen.");
    await folder.expectAbsent();
    await expectAccessible(guest.page, "the folder can no longer be seen");
    await guest.chooseFiles(library.files.loose.filter((file) => file.endsWith("Allergies.txt")));
    await guest.send();
    await guest.expectHeading("This link is no longer open");
    await guest.expectText(/^Please ask .+ for a new link\.$/);
    await expectAccessible(guest.page, "an expired link");
    await guest.expectNoText(elsa);
  });

  await test.step("the clinician sees that it has expired, and extends it", async () => {
    await links.open();
    await links.find(word, 1);
    await links.show("Expired");
    await links.expectRow(recipient, "Expired");
    await links.openDetails(recipient);
    await expectAccessible(app.page, "share details of an expired link");
    await app.details.extend("1 week");
    await app.details.expectState("Active");
  });

  await test.step("the same address opens it again, for whoever had entered the password", async () => {
    await guest.open(link.url);
    await folder.expectThing(elsa);
    await clinic.revoke(link.id);
    await folder.open(elsa);
    await guest.expectHeading("This link was withdrawn");
    await expectAccessible(guest.page, "a link that was withdrawn");
  });

  // What was chosen after the end was not taken
  expect(await clinic.content(folderId)).toHaveLength(there.length);
});
