// Small comforts. Every page works without this file, and nothing here computes anything. Nothing is remembered,
// except drafts of the diary in the reader's own browser.

import { keepDrafts } from "./draft";
import { focusErrors } from "./errors";
import { openDetailsForPrint } from "./print";
import { openDetailsForLinks } from "./sources";
import { submitOnce } from "./submit";

focusErrors(document);
openDetailsForPrint(window);
openDetailsForLinks(window);
submitOnce(document);
keepDrafts(document);
