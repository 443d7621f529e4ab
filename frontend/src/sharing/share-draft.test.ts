import { describe, expect, test } from "vitest";
import { anInstallation } from "./factories";
import { defaultOptions, type LinkOptions } from "./link-options";
import { judge as judgeAll, recipientsOf, type ShareDraft, toNewLinks, withTwoFactor } from "./share-draft";

const limits = { firstDay: "2026-11-24", lastDay: "2027-11-24", daysMost: 365 };

const draft: ShareDraft = {
  recipients: ["praxis@mueller.example"],
  typed: "",
  twoFactor: false,
  separate: false,
  separateWay: "separate_mail",
  passwordRecipient: "",
  language: "de",
  password: "granite-otter-violin-84",
  title: "Upload for Demo Clinic",
  description: "",
  expireDate: "2026-12-08",
  options: defaultOptions(anInstallation),
};

const judge = (given: ShareDraft, within: typeof limits) => judgeAll(given, within, anInstallation);
const withOptions = (options: Partial<LinkOptions>): Partial<ShareDraft> => ({
  options: { ...draft.options, ...options },
});

test("a complete draft has nothing against it", () => {
  expect(judge(draft, limits)).toEqual({});
});

test.each<[string, Partial<ShareDraft>, string]>([
  ["no address", { recipients: [] }, "recipients"],
  ["a wrong address", { recipients: ["praxis@mueller.example", "praxis@"] }, "recipients"],
  ["a wrong one that is still in the input", { typed: "praxis" }, "recipients"],
  ["words instead of an address", { typed: "Dr. Weber" }, "recipients"],
  [
    "too many addresses",
    { recipients: Array.from({ length: 51 }, (_, n) => `n${n}@x.example`) },
    "recipients",
  ],
  ["no password", { password: "" }, "password"],
  ["a short password", { password: "ninechars" }, "password"],
  ["no title", { title: "  " }, "title"],
  ["a long title", { title: "x".repeat(121) }, "title"],
  ["a long description", { description: "x".repeat(1001) }, "description"],
  ["no day", { expireDate: null }, "expire_date"],
  ["a day that has passed", { expireDate: "2026-11-23" }, "expire_date"],
  ["a day too far ahead", { expireDate: "2027-11-25" }, "expire_date"],
  ["no address for the password", { separate: true, separateWay: "other_address" }, "password_recipient"],
  [
    "the recipient's own address for the password",
    { separate: true, separateWay: "other_address", passwordRecipient: "Praxis@Mueller.example" },
    "password_recipient",
  ],
  ["no files at all", withOptions({ filesMost: 0 }), "files_most"],
  ["more files than can be sent at once", withOptions({ filesMost: 50_001 }), "files_most"],
  ["no data at all", withOptions({ bytesMost: 0 }), "bytes_most"],
  ["more data than can be sent at once", withOptions({ bytesMost: 68_719_476_737 }), "bytes_most"],
  [
    "a patient's name that is too long",
    withOptions({ expectedPatient: { name: "x".repeat(121), patientId: "", birthDate: null } }),
    "expected_patient",
  ],
])("%s is said at its field", (_, change, field) => {
  expect(Object.keys(judge({ ...draft, ...change }, limits))).toEqual([field]);
});

test("a title is as long as its characters, however many code units they take", () => {
  expect(judge({ ...draft, title: "🩻".repeat(120) }, limits)).toEqual({});
});

test("the first and the last day are allowed", () => {
  for (const expireDate of [limits.firstDay, limits.lastDay]) {
    expect(judge({ ...draft, expireDate }, limits)).toEqual({});
  }
});

test("an address for the password that is not asked for is not judged", () => {
  expect(judge({ ...draft, separateWay: "other_address", passwordRecipient: "no" }, limits)).toEqual({});
});

test("the last address needs no Enter", () => {
  expect(recipientsOf({ ...draft, typed: " ana@x.example, Praxis@mueller.example" })).toEqual([
    "praxis@mueller.example",
    "ana@x.example",
  ]);
});

describe("two-factor authentication", () => {
  test("sends the password to another address by itself", () => {
    expect(withTwoFactor(draft, true)).toMatchObject({ separate: true, separateWay: "other_address" });
  });

  test("also when it would have gone to the same mailbox in a second mail", () => {
    const second: ShareDraft = { ...draft, separate: true, separateWay: "separate_mail" };
    expect(withTwoFactor(second, true).separateWay).toBe("other_address");
  });

  test("leaves a choice alone that keeps them apart", () => {
    const told: ShareDraft = { ...draft, separate: true, separateWay: "told" };
    expect(withTwoFactor(told, true)).toEqual({ twoFactor: true });
  });

  test("unticking it changes nothing else", () => {
    expect(withTwoFactor({ ...draft, twoFactor: true, separate: true }, false)).toEqual({ twoFactor: false });
  });
});

describe("what is sent", () => {
  test("the box unticked: one mail holds both", () => {
    expect(
      toNewLinks({ ...draft, separateWay: "told" }, "folder", "Europe/Berlin", anInstallation),
    ).toMatchObject({
      folder_id: "folder",
      password_by: "same_mail",
      password_recipient: null,
      time_zone: "Europe/Berlin",
    });
  });

  test("another address only when it is chosen", () => {
    const other: ShareDraft = {
      ...draft,
      separate: true,
      separateWay: "other_address",
      passwordRecipient: " b@x.example ",
    };
    expect(toNewLinks(other, "f", "UTC", anInstallation).password_recipient).toBe("b@x.example");
    expect(toNewLinks({ ...other, separateWay: "told" }, "f", "UTC", anInstallation).password_recipient).toBe(
      null,
    );
  });
});
