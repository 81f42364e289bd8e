// Pages on which a section of the draft is written: what every page has, and the editor of its parts.
import "./main.js";
import { editBlocks } from "./blocks.js";

editBlocks();
