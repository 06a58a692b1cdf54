// Small comforts. Every page works without this file, and nothing here remembers or computes anything.

import { focusErrors } from "./errors";
import { openDetailsForPrint } from "./print";
import { openDetailsForLinks } from "./sources";
import { submitOnce } from "./submit";

focusErrors(document);
openDetailsForPrint(window);
openDetailsForLinks(window);
submitOnce(document);
