// The body in three dimensions. The pages say the same without it, as a flat map and as a table.

import { Live } from "./live.ts";
import { readBody, readFaces, readLines } from "./parcel.ts";
import { Finder } from "./search.ts";
import { sliders } from "./sliders.ts";
import { Stage } from "./stage.ts";
import { Viewer, type Names } from "./viewer.ts";

async function start(root: HTMLElement): Promise<void> {
  const frame = root.querySelector<HTMLElement>("[data-frame]")!;
  const { scene, faces, names, lines } = root.dataset;
  try {
    const [mesh, body, named] = await Promise.all([bytes(faces!), bytes(scene!), fetch(names!).then((answer) => answer.json())]);
    const stage = new Stage(frame.querySelector("canvas")!, readFaces(mesh));
    const viewer = new Viewer(root, stage, named as Names, frame, root.querySelector<HTMLElement>("[data-labels]")!, async () => readLines(await bytes(lines!)));
    await viewer.dress(readBody(body));
    root.dataset.state = "ready";
    new Finder(root, viewer);
    const form = document.querySelector<HTMLFormElement>("form[data-live]");
    if (form) {
      sliders(form);
      new Live(form, scene!, viewer, () => void Promise.all([refresh(), viewer.trace()]));
    }
    addEventListener("pagehide", (event) => event.persisted || stage.dispose());
  } catch {
    // No WebGL, or no network: the map and the table below hold everything.
    root.dataset.state = "flat";
  }
}

async function bytes(address: string): Promise<ArrayBuffer> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.arrayBuffer();
}

/** Bring the map and the tables up to the new body, as the server draws them. */
async function refresh(): Promise<void> {
  const answer = await fetch(location.pathname, { credentials: "same-origin" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const part of document.querySelectorAll<HTMLElement>("[data-fresh]")) {
    const there = fresh.getElementById(part.id);
    if (!there || part.contains(document.activeElement)) continue;
    for (const fold of part.querySelectorAll<HTMLDetailsElement>("details[id]")) {
      there.querySelector(`#${CSS.escape(fold.id)}`)?.toggleAttribute("open", fold.open);
    }
    part.replaceWith(document.adoptNode(there));
  }
}

for (const root of document.querySelectorAll<HTMLElement>("[data-viewer]")) void start(root);
