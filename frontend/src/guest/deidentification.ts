export { clean } from "@/uploads/deidentify/clean";
export { Pseudonyms } from "@/uploads/deidentify/pseudonyms";
