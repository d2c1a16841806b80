// Offers each figure as a PNG too, made here from its SVG: the server draws no pixels.

const SHARPER = 2; // pixels of the picture for each of the drawing

async function picture(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.statusText);
  const name = /filename="([^"]+)\.svg"/.exec(answer.headers.get("content-disposition"));
  const drawn = new Image();
  drawn.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await answer.text())}`;
  await drawn.decode();
  const canvas = document.createElement("canvas");
  canvas.width = drawn.naturalWidth * SHARPER;
  canvas.height = drawn.naturalHeight * SHARPER;
  canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(made);
  link.download = `${name ? name[1] : "figure"}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

for (const drawing of document.querySelectorAll("a[data-picture]")) {
  const link = drawing.cloneNode(false);
  link.removeAttribute("data-picture");
  link.textContent = "PNG";
  link.addEventListener("click", (click) => {
    click.preventDefault();
    picture(drawing.href).catch(() => drawing.click()); // the drawing is better than nothing
  });
  drawing.before(link, " ");
}
