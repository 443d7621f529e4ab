import { expectAccessible } from "../accessibility";
import { expect, test } from "../fixtures";

const PASSWORD = "harbor-violet-candle-38";

test("a guest says who sends, is asked about another patient, and the owner reads it all", async ({
  clinic,
  files,
  guest,
  word,
}) => {
  const folderId = await clinic.makeFolder(`${word} said`);
  const link = await clinic.share({
    folderId,
    recipients: [`${word.toLowerCase()}@guest.example`],
    password: PASSWORD,
    title: `Upload for ${word}`,
  });
  await clinic.changeLink(link.id, {
    ask_name: true,
    ask_note: true,
    expected_patient: { name: "Somebody Else" },
  });
  await guest.open(link.url);
  await guest.enterPassword(PASSWORD);
  await guest.chooseFolder(files.misspelt);
  await guest.expectQuestion("Another patient than expected");
  await guest.send();
  await guest.expectError("Please enter your name.");
  await expectAccessible(guest.page, "a question, and a name that is missing");
  await guest.introduce("Practice Dr. Else", "The second disc follows.");
  await guest.send();
  const number = await guest.receiptNumber();
  await guest.expectText("Practice Dr. Else");
  await guest.expectText("The second disc follows.");
  await guest.expectText("Another patient than expected");
  const receipt = await clinic.receiptOf(link.id);
  expect(receipt).toMatchObject({
    number,
    statement: { name: "Practice Dr. Else", note: "The second disc follows." },
    studies: [{ is_expected_patient: false }],
  });
});

test("where nobody must be named, names stay on the guest's computer @once", async ({
  clinic,
  files,
  guest,
  word,
}) => {
  const folderId = await clinic.makeFolder(`${word} nameless`);
  const link = await clinic.share({
    folderId,
    // The receipt names the recipient, who is looked for in it as little as anybody
    recipients: [`${[...word.toLowerCase()].reverse().join("")}@guest.example`],
    password: PASSWORD,
    title: "Upload for research",
  });
  await clinic.changeLink(link.id, { accepts: "dicom", deidentified: true });
  await guest.open(link.url);
  await guest.enterPassword(PASSWORD);
  await guest.chooseFolder(files.misspelt);
  await guest.expectReview();
  await guest.expectTakenOut(word);
  await expectAccessible(guest.page, "what is taken out");
  await guest.send();
  await guest.receiptNumber();
  await guest.expectNoText(new RegExp(word, "i"));
  const receipt = await clinic.receiptOf(link.id);
  expect(JSON.stringify(receipt)).not.toContain(word);
  const rows = await clinic.content(folderId);
  expect(rows.map(({ kind, name, PatientID }) => [kind, name === PatientID, /^DEID-/.test(name)])).toEqual([
    ["study", true, true],
  ]);
});
