// Everything here only improves a page that already works without it.
import { initAll } from "../build/govuk-frontend.min.js";
import { offerCopies } from "./copy.js";
import { offerChoices } from "./find.js";
import { watchMenus } from "./menu.js";
import { guardForms } from "./once.js";
import { watchJobs } from "./poll.js";
import { watchSession } from "./session.js";

initAll();
guardForms();
offerCopies();
offerChoices();
watchJobs();
watchSession();
watchMenus();
