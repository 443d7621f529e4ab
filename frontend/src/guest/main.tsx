/** @jsxImportSource preact */
import { render } from "preact";
import "@/styles/tokens.css";
import "@/styles/base.css";
import "./guest.css";
import { begin } from "./flow/entering";
import { GuestPage } from "./GuestPage";
import { activateFirst } from "./language";

const container = document.getElementById("guest");
if (!container) throw new Error("guest.html has no element #guest");
await activateFirst();
render(<GuestPage />, container);
await begin();
