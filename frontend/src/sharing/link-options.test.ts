import { expect, test } from "vitest";
import { aLink, anInstallation } from "./factories";
import { defaultOptions, optionsForApi, optionsOf, withDeidentification } from "./link-options";

const usual = defaultOptions(anInstallation);

test("what nobody changed is sent as the administrator has set it", () => {
  const house = {
    ...anInstallation,
    link_accepts_default: "dicom" as const,
    link_files_most_default: 400,
    link_notify_default: false,
  };
  expect(optionsForApi(defaultOptions(house), house)).toMatchObject({
    accepts: "dicom",
    files_most: 400,
    bytes_most: house.link_bytes_most_default,
    notify: false,
    remind: true,
    may_see: false,
    expected_patient: null,
  });
});

test("of an expected patient only what was filled in is sent, the birth date as DICOM has it", () => {
  const expectedPatient = { name: "  Weber, Ana ", patientId: " ", birthDate: "1961-02-28" };
  expect(optionsForApi({ ...usual, expectedPatient }, anInstallation).expected_patient).toEqual({
    name: "Weber, Ana",
    birth_date: "19610228",
  });
});

test("nobody downloads from a folder that they don't see", () => {
  expect(optionsForApi({ ...usual, maySee: false, mayDownload: true }, anInstallation)).toMatchObject({
    may_see: false,
    may_download: false,
  });
});

test("whoever leaves out who the patient is takes DICOM only, and expects nobody in particular", () => {
  const expectedPatient = { name: "Weber", patientId: "", birthDate: null };
  const before = { ...usual, accepts: "anything" as const, expectedPatient };
  expect(optionsForApi({ ...before, ...withDeidentification(true) }, anInstallation)).toMatchObject({
    deidentified: true,
    accepts: "dicom",
    expected_patient: null,
  });
  expect(withDeidentification(false)).toEqual({ deidentified: false });
});

test("an old link's options come back as they were, to be changed", () => {
  const link = aLink({
    policy: { accepts: "anything", files_most: 12, bytes_most: anInstallation.link_bytes_most_default },
    expected_patient: { patient_id: "4711", birth_date: "19610228" },
    may_see: true,
    may_download: true,
    remind: false,
  });
  const options = optionsOf(link, anInstallation);
  expect(options).toMatchObject({ filesMost: 12, bytesMost: null });
  expect(options.expectedPatient).toEqual({ name: "", patientId: "4711", birthDate: "1961-02-28" });
  expect(optionsForApi(options, anInstallation)).toMatchObject({
    ...link.policy,
    expected_patient: link.expected_patient,
    may_see: true,
    may_download: true,
    remind: false,
  });
});
